package issuetest_test

import (
	"net/http"
	"testing"

	"github.com/bradleyfalzon/ghinstallation/v2"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-github/v92/github"
)

// TestAppHook follows deliveries of an App's own webhook, which repositories do not show.
func TestAppHook(t *testing.T) {
	gh, ctx, robot := issuetest.Start(t), t.Context(), listen(t)
	app := gh.Install("promoter", "acme/widgets")
	app.Hook(robot.URL, secret)
	repo := gh.Repo("acme/widgets").Grant("mona", "admin")
	itself, err := ghinstallation.NewAppsTransport(http.DefaultTransport, app.ID, app.PEM)
	if err != nil {
		t.Fatal(err)
	}
	itself.BaseURL = gh.URL
	asApp, err := github.NewClient(github.WithTransport(itself), github.WithURLs(new(gh.URL+"/"), nil))
	if err != nil {
		t.Fatal(err)
	}
	robot.answer(http.StatusBadGateway)
	repo.Comment(17, "alice", "one")
	gh.Wait()
	robot.answer(http.StatusOK)
	repo.Comment(17, "alice", "two")
	gh.Repo("acme/gadgets").Comment(1, "alice", "where it is not installed")
	gh.Wait()

	var all []*github.HookDelivery
	for d, err := range asApp.Apps.ListHookDeliveriesIter(ctx, &github.ListCursorOptions{PerPage: 1}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	if len(all) != 2 || all[0].GetStatusCode() != 200 || all[0].GetInstallationID() != app.InstallationID {
		t.Fatalf("%d deliveries: %v", len(all), all)
	}
	failed := all[len(all)-1]
	full, _, err := asApp.Apps.GetHookDelivery(ctx, failed.GetID())
	if err != nil || full.GetStatusCode() != 502 {
		t.Errorf("%v %v", full, err)
	}
	if _, _, err := asApp.Apps.RedeliverHookDelivery(ctx, failed.GetID()); err == nil {
		t.Error("want a 202, which go-github makes an error")
	}
	gh.Wait()
	list, _, err := asApp.Apps.ListHookDeliveries(ctx, nil)
	if err != nil || len(list) != 3 || list[0].GetGUID() != failed.GetGUID() || !list[0].GetRedelivery() || list[0].GetStatusCode() != 200 {
		t.Errorf("%v %v", list, err)
	}
	hooks, _, err := signIn(t, gh, "mona").Repositories.ListHooks(ctx, owner, name, nil)
	if err != nil || len(hooks) != 0 {
		t.Errorf("the repository shows %v (%v)", hooks, err)
	}
	asBot, err := github.NewClient(github.WithTransport(ghinstallation.NewFromAppsTransport(itself, app.InstallationID)), github.WithURLs(new(gh.URL+"/"), nil))
	if err != nil {
		t.Fatal(err)
	}
	repos, _, err := asBot.Apps.ListRepos(ctx, nil)
	if err != nil || repos.GetTotalCount() != 1 || repos.Repositories[0].GetFullName() != "acme/widgets" {
		t.Errorf("%v %v", repos, err)
	}
	_, response, err := signIn(t, gh, "mona").Apps.ListRepos(ctx, nil)
	status(t, "repositories of a person", http.StatusForbidden, "", response, err)
}
