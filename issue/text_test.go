package issue

import (
	"context"
	"strings"
	"testing"
)

func TestTextInItsLanguage(t *testing.T) {
	for _, row := range []struct {
		text             Text
		english, chinese string
	}{
		{Text{}, "", ""},
		{Verbatim("100 % `d`"), "100 % `d`", "100 % `d`"},
		{Textf("see below"), "see below", "见下文"},
		{Textf("a sentence of a robot of somebody's, %d", 7), "a sentence of a robot of somebody's, 7", "a sentence of a robot of somebody's, 7"},
		{Textf("%s is more than %s takes.", Code("x"), Code("/y")), "`x` is more than `/y` takes.", "参数 `x` 是多余的，`/y` 用不到它。"},
		{Textf("Needs %s.", Permission("author, triage, team:acme/ops").Text()), "Needs author or triage or team:acme/ops.", "所需权限：作者 或 分类（`triage`） 或 team:acme/ops。"},
	} {
		if row.text.String() != row.english || row.text.In("") != row.english || row.text.In(Chinese) != row.chinese {
			t.Errorf("%q and %q, want %q and %q", row.text, row.text.In(Chinese), row.english, row.chinese)
		}
	}
}

func everything(Permission) (bool, error) { return true, nil }

// talker is a command of an operator's, whose words are in no catalogue.
type talker struct{}

func (talker) Help() Help {
	return Help{About: "say %s", Long: "100 % of it.", Needs: Anyone}
}

func (talker) Run(ctx context.Context, _ IssueEvent) (string, error) {
	return From(ctx).Sayf("%s or %s", "a", "b"), nil
}

func TestOperatorsWordsStayAsTheyAre(t *testing.T) {
	mux := NewMux()
	mux.Handle("/talk", talker{})
	got := mux.now().commands["talk"].explain(context.WithValue(t.Context(), callKey{}, &Call{lang: Chinese, allows: everything}))
	if want := "**`/talk`**：say %s\n\n所需权限：不限。\n\n100 % of it."; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestCallSpeaks(t *testing.T) {
	for lang, want := range map[Lang]string{"": "a or b", English: "a or b", Chinese: "a 或 b"} {
		got, err := talker{}.Run(context.WithValue(t.Context(), callKey{}, &Call{lang: lang}), IssueEvent{})
		if got != want || err != nil {
			t.Errorf("%q: %q, %v", lang, got, err)
		}
	}
}

func TestLangThatNobodySpeaks(t *testing.T) {
	for _, lang := range append(Langs, "", "fr", "ZH", "zh-CN") {
		_, err := NewWebhook(&Config{Token: "t", Secrets: []string{"s"}, Lang: lang}, NewMux())
		if spoken := lang == "" || lang == English || lang == Chinese; spoken != (err == nil) || err != nil && !strings.Contains(err.Error(), "want en or zh") {
			t.Errorf("%q: %v", lang, err)
		}
	}
}
