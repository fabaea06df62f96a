package lock_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/lock"
)

func TestRefOf(t *testing.T) {
	for target, want := range map[string]string{
		"prod": "prod", "PROD": "prod", "prod-eu_1": "prod-eu_1", "v1.2": "v1.2", "eu/prod": "eu=2Fprod", "a//b/": "a=2F=2Fb=2F",
		"a..b": "a=2E.b", "a.": "a=2E", "a...": "a=2E=2E=2E", "a.lock": "a=2Elock", "a.LOCK": "a=2Elock", "a.locks": "a.locks", "a.lock/b": "a.lock=2Fb", "a/.b": "a=2F.b",
		"生产": "生产", "ärger": "Ärger", "ÄRGER": "Ärger", "e\u0301": "e\u0301",
		"": "", "@{1}": "=40=7B1=7D", "a b": "a=20b", "a=2Fb": "a=3D2fb", ".": "=2E", "\xff": "=EF=BF=BD",
	} {
		if got := lock.RefOf(target); got != "robot/locks/"+want {
			t.Errorf("RefOf(%q) = %q, want %q", target, got, want)
		}
	}
	for ref, want := range map[string]string{"eu=2Fprod": "eu/prod", "x=zz": "x=zz", "a==0123": "a==0123", "a/b": "a/b"} {
		if got := lock.TargetOf("robot/locks/" + ref); got != want {
			t.Errorf("TargetOf(%q) = %q, want %q", ref, got, want)
		}
	}
}

// weird are targets that the robot takes.
var weird = []string{
	"prod", "PROD2", "eu/prod", "a..b", "a.b.", "a.lock", "x.LOCK", "a/.lock", "a//b", "a/", "a-", "a_b", "1", "v1.2.3", "heads/main", "refs/x",
	"生产环境", "Ünïcødé", "ſtage", "µ", "e\u0301clair", "ОСНОВА", "१२३", strings.Repeat("x", 64), strings.Repeat("字", 64), "a" + strings.Repeat("/", 63),
	"a" + strings.Repeat(".", 63), strings.Repeat("𐐷", 64), strings.Repeat("𐐷", 63) + "1",
}

// TestWeirdTargets: each is a lock of its own, whose name GitHub takes, and that is found
// again with every spelling.
func TestWeirdTargets(t *testing.T) {
	w := start(t)
	locks, refs := w.locks(), map[string]string{}
	for _, target := range weird {
		if err := drone.CheckTarget(target); err != nil {
			t.Fatalf("%q: %v", target, err)
		}
		if other, twice := refs[lock.RefOf(target)]; twice {
			t.Errorf("%q and %q have one lock", other, target)
		}
		refs[lock.RefOf(target)] = target
		w.take(locks, lock.Lock{Target: target, Holder: "alice"})
	}
	all, err := locks.All(t.Context())
	if err != nil || len(all) != len(weird) {
		t.Fatalf("%d locks, %v; want %d", len(all), err, len(weird))
	}
	for _, l := range all {
		for _, spelled := range []string{l.Target, strings.ToUpper(l.Target), strings.ToLower(l.Target)} {
			if !strings.EqualFold(spelled, l.Target) {
				continue
			}
			held, err := locks.Hold(t.Context(), w.main, lock.Lock{Target: spelled, Holder: "bob"})
			if err != nil || held == nil || *held != l {
				t.Errorf("%q: %+v, %v; want %+v", spelled, held, err, l)
			}
		}
		if err := locks.Release(t.Context(), l.Target); err != nil {
			t.Error(err)
		}
	}
	if left := w.repo.Refs("robot/"); len(left) != 0 {
		t.Errorf("left are %v", left)
	}
}

// FuzzRefOf: the name of every target, and of whatever else there is, is one that git takes,
// and nobody else's.
func FuzzRefOf(f *testing.F) {
	for _, target := range weird {
		f.Add(target, target+".")
	}
	f.Add("a/b", "a=2Fb")
	f.Fuzz(func(t *testing.T, a, b string) {
		name := strings.TrimPrefix(lock.RefOf(a), "robot/locks/")
		bad := strings.ContainsAny(name, " ~^:?*[\\/\x7f@") || strings.Contains(name, "..") || strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") ||
			strings.HasSuffix(name, ".lock") || len(name) > 250 || !utf8.ValidString(name) || name == "" && a != ""
		if bad {
			t.Errorf("RefOf(%q) = %q", a, name)
		}
		if same := drone.Fold(a) == drone.Fold(b); (lock.RefOf(a) == lock.RefOf(b)) != same {
			t.Errorf("%q and %q: %q and %q", a, b, lock.RefOf(a), lock.RefOf(b))
		}
		if !strings.Contains(name, "==") && drone.Fold(lock.TargetOf("robot/locks/"+name)) != drone.Fold(a) {
			t.Errorf("%q comes back as %q", a, lock.TargetOf("robot/locks/"+name))
		}
	})
}
