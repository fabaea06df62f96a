package processors

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
)

// Words are those of an AccessTable in a language.
type Words struct {
	Head                        [4]string // of its columns
	Always, Others, Teams, File string    // what a line is for
	Private, Better             string    // with a place for the scope, and for the permission
}

// AccessTable is all that GitHub has to let the robot do, as a Markdown table, for a README.
func AccessTable(w Words) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s |\n|---|---|---|---|\n", strings.Join(w.Head[:], " | "))
	base := Base()
	base.Scopes = nil
	line(&b, w, w.Always, base, issue.Code("public_repo")+fmt.Sprintf(w.Private, issue.Code("repo")))
	for _, r := range rows {
		line(&b, w, strings.Join(said(r.names), ", "), r.Access, "")
	}
	line(&b, w, w.Others, Access{}, "")
	line(&b, w, w.Teams, Teams(), "")
	line(&b, w, w.File, Files(), "")
	return b.String()
}

func line(b *strings.Builder, w Words, what string, a Access, scopes string) {
	may := permissions(a.Permissions)
	for _, one := range permissions(a.Better) {
		may = append(may, fmt.Sprintf(w.Better, one))
	}
	if scopes == "" {
		scopes = strings.Join(codes(a.Scopes), ", ")
	}
	fmt.Fprintf(b, "| %s | %s | %s | %s |\n", what, strings.Join(may, ", "), scopes, strings.Join(codes(a.Events), ", "))
}

// said are commands as they are written, and kinds as a robot.yml has them.
func said(names []string) (list []string) {
	commands := Names()
	for _, name := range names {
		if slices.Contains(commands, name) {
			name = "/" + name
		}
		list = append(list, issue.Code(name))
	}
	slices.Sort(list)
	return list
}

func permissions(all map[string]string) (list []string) {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		list = append(list, issue.Code(name+": "+all[name]))
	}
	return list
}

func codes(words []string) (list []string) {
	for _, w := range words {
		list = append(list, issue.Code(w))
	}
	return list
}
