package drone_promote_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// TestArticle holds the article's code as it is written there: it has to compile, and
// to do what the article says.
func TestArticle(t *testing.T) {
	gh, ci := issuetest.Start(t), dronetest.Start(t)
	gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
	ci.AddUser(dronetest.User{Login: "sealrobot", Token: "token"})
	ci.AddRepo(dronetest.Repo{Slug: "acme/widgets"})
	ci.AddBuild("acme/widgets", drone.Build{Number: 42})
	t.Setenv("GITHUB_API_URL", gh.URL)
	t.Setenv("GITHUB_PASSWD", gh.SignIn("sealrobot"))
	t.Setenv("DRONE_SERVER", ci.URL)
	var event issue.IssueCommentEvent
	if err := json.Unmarshal(gh.Repo("acme/widgets").Comment(17, "alice", "/promote 42 dev REVISION=abc").Payload, &event); err != nil {
		t.Fatal(err)
	}

	config := issue.NewConfig("sealrobot", "")
	issue.Regist("/promote", &drone_promote.DronePromote{"", "token"}) // unkeyed: exactly two fields, for ever
	err := issue.Process(config, event)

	if err != nil {
		t.Fatal(err)
	}
	said := gh.Repo("acme/widgets").Issue(17).By("sealrobot")
	if len(said) != 1 || !strings.Contains(said[0].Body, ci.URL+"/acme/widgets/43") {
		t.Errorf("the robot said %v, want one reply that links build 43", said)
	}
	if b := ci.Build("acme/widgets", 43); b == nil || b.Params["REVISION"] != "abc" || b.Params["ROBOT_REF"] == "" {
		t.Errorf("Drone has %+v", b)
	}
}
