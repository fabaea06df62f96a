package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"debug/buildinfo"
	"fmt"
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

// linked are the modules that programs hold, as the programs tell it themselves.
type linked struct {
	goVersion string
	modules   map[module][]string // and which programs those are
}

type module struct{ path, version, sum string }

// add adds what a program holds.
func (l *linked) add(program, name string) error {
	info, err := buildinfo.ReadFile(name)
	if err != nil {
		return err
	}
	if l.modules == nil {
		l.modules = map[module][]string{}
	}
	l.goVersion = info.GoVersion
	for _, dependency := range info.Deps {
		if dependency.Replace != nil {
			dependency = dependency.Replace
		}
		m := module{dependency.Path, dependency.Version, dependency.Sum}
		if !slices.Contains(l.modules[m], program) {
			l.modules[m] = append(l.modules[m], program)
		}
	}
	return nil
}

// bill writes what is linked in. It holds no random number, and no time but the commit's.
func (r *release) bill() error {
	self := component(module{path: "github.com/fanux/robot", version: r.version}, cdx.ComponentTypeApplication)
	components := []cdx.Component{component(module{path: "std", version: strings.TrimPrefix(r.linked.goVersion, "go")}, cdx.ComponentTypeLibrary)}
	for m, programs := range r.linked.modules {
		c := component(m, cdx.ComponentTypeLibrary)
		properties := []cdx.Property{{Name: "robot:linked-into", Value: strings.Join(programs, " ")}}
		if m.sum != "" {
			properties = append(properties, cdx.Property{Name: "robot:go-sum", Value: m.sum})
		}
		c.Properties = &properties
		components = append(components, c)
	}
	slices.SortFunc(components, func(a, b cdx.Component) int { return cmp.Compare(a.BOMRef, b.BOMRef) })
	var refs []string
	for _, c := range components {
		refs = append(refs, c.BOMRef)
	}
	bom := cdx.NewBOM()
	bom.SerialNumber = serial(self.BOMRef, refs)
	bom.Metadata = &cdx.Metadata{Timestamp: r.at.Format("2006-01-02T15:04:05Z"), Component: &self}
	bom.Components = &components
	bom.Dependencies = &[]cdx.Dependency{{Ref: self.BOMRef, Dependencies: &refs}}
	var text bytes.Buffer
	if err := cdx.NewBOMEncoder(&text, cdx.BOMFileFormatJSON).SetPretty(true).SetEscapeHTML(false).EncodeVersion(bom, cdx.SpecVersion1_6); err != nil {
		return err
	}
	return r.write("robot-"+r.version+".cdx.json", text.Bytes())
}

func component(m module, kind cdx.ComponentType) cdx.Component {
	url := "pkg:golang/" + m.path + "@" + strings.ReplaceAll(m.version, "+", "%2B")
	return cdx.Component{BOMRef: url, Type: kind, Name: m.path, Version: m.version, PackageURL: url}
}

// serial is a UUID of what it is the number of (RFC 9562, version 8).
func serial(self string, refs []string) string {
	sum := sha256.Sum256([]byte(self + "\n" + strings.Join(refs, "\n")))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
