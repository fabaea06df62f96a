// Package hold are the robots that keep a pull request from being merged for a while, and
// that end it: by a label, which everybody sees and /merge respects.
//
//	/hold until the database is moved
//	/unhold
package hold
