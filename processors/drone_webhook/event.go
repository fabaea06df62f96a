package drone_webhook

import (
	"encoding/json"
	"errors"
	"fmt"

	sdk "github.com/drone/drone-go/drone"
	"github.com/tidwall/gjson"

	"github.com/fanux/robot/processors/internal/drone"
)

// event is what is read of an event. Since Drone 1 the build stands in its repository once
// more; the one beside it counts.
type event struct {
	Repo  drone.Repo
	Build *sdk.Build
}

// ours reports whether an event tells of the end of a build that may answer to a command.
// The body is looked at and not decoded, since hardly any event does. What kind it is stands
// in a header, too, which is not signed.
func ours(body []byte) bool {
	return gjson.GetBytes(body, "event").Str == "build" &&
		drone.Ended(gjson.GetBytes(body, "build.status").Str) &&
		gjson.GetBytes(body, "build.params."+drone.RefParam).Str != ""
}

// read decodes an event. It fails where no repository of GitHub's can be meant.
func read(body []byte) (event, error) {
	var e event
	if err := json.Unmarshal(body, &e); err != nil {
		return e, err
	}
	if e.Build == nil || e.Build.Number <= 0 {
		return e, errors.New("no build")
	}
	if !e.Repo.Valid() {
		return e, fmt.Errorf("%q is no repository", e.Repo.String())
	}
	return e, nil
}
