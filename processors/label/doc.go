// Package label holds the robots whose whole effect is labels:
//
//	/kind bug cleanup     a label with a prefix: kind/bug, kind/cleanup; /remove-kind
//	/label question       a label that the operator lists; /remove-label
//	/lifecycle stale      one of four, which exclude each other; /remove-lifecycle
//	/help-wanted          the label of that name; /remove-help-wanted
//
// Robots of one book read the labels of a repository once a minute.
package label
