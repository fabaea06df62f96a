package story

import "testing"

// TestPlayRefused: what cannot be done is told when all is over, and the rest of the story happens.
func TestPlayRefused(t *testing.T) {
	s, err := Parse("s", []byte("-- script --\nstranger locks 17\nalice edits comment 1 by alice on 17: text\nalice on 17: /help close\n-- issue 17 --\nopen: Widgets wobble on test\n"))
	if err != nil {
		t.Fatal(err)
	}
	w := world(t)
	err = s.Play(t.Context(), w)
	if want := "s:2: GitHub answers 403: Must have admin rights to Repository.\ns:3: there are 0 comments by alice on 17"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if len(w.GitHub().Repo(home).Issue(17).By(w.Robot())) != 1 {
		t.Error("alice was not answered")
	}
	if err, want := s.Ended(w), `s: issue 17 has "open: Widgets wobble on dev" instead of "open: Widgets wobble on test"`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	for _, name := range Names() {
		s := loads(t, name)
		w := world(t)
		if err := s.Play(t.Context(), w); err != nil {
			t.Error(err)
		}
		if err := s.Ended(w); err != nil {
			t.Error(err)
		}
	}
}
