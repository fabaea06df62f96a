package lock

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/fanux/robot/processors/internal/drone"
)

// longest is the most of a name that stays readable: git makes a file of it, whose name has
// 255 bytes at most.
const longest = 200

// refOf is the name of a target's ref, without refs/.
func (l *Locks) refOf(target string) string { return l.below + nameOf(target) }

// nameOf is the last part of the name of a target's ref. Targets that are the same but for
// capital letters have one ref. Letters and digits are themselves, and so are - _ and dots
// where git takes them; everything else is = with two digits: a slash would make a folder,
// beside which there can be no ref of the folder's name. Of a name that is too long, the end
// is a sum.
// https://git-scm.com/docs/git-check-ref-format
func nameOf(target string) string {
	folded := lower(drone.Fold(target))
	var b strings.Builder
	for i, r := range folded {
		if plain(r) || r == '.' && harmless(folded[:i], folded[i:]) {
			b.WriteRune(r)
			continue
		}
		for _, c := range []byte(string(r)) {
			fmt.Fprintf(&b, "=%02X", c)
		}
	}
	name := b.String()
	if len(name) > longest {
		sum := sha256.Sum256([]byte(folded))
		name = strings.ToValidUTF8(name[:longest-2-32], "") + "==" + hex.EncodeToString(sum[:16])
	}
	return name
}

// lower makes the letters small that Fold makes capital.
func lower(folded string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, folded)
}

func plain(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd) || r == '-' || r == '_'
}

// harmless reports whether the dot with which rest begins may stand behind before.
func harmless(before, rest string) bool {
	return before != "" && rest != "." && rest != ".lock" && !strings.HasPrefix(rest, "..")
}

var escaped = regexp.MustCompile(`=[0-9A-F]{2}`)

// targetOf is a target whose ref has that name, for what was made by hand: a sum stays one.
func targetOf(name string) string {
	if strings.Contains(name, "==") {
		return name
	}
	return escaped.ReplaceAllStringFunc(name, func(code string) string {
		n, _ := strconv.ParseUint(code[1:], 16, 8)
		return string([]byte{byte(n)})
	})
}
