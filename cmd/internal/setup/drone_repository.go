package setup

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"

	"github.com/drone/drone-go/drone"
)

// droneRepository looks whether the robot can promote in a repository, by asking for what
// cannot be: builds are numbered from 1, and a promotion without a target is refused,
// besides. Drone looks first whether the account may write, then whether its edition has
// promotions, then for the build, so that its answer tells which of them is missing.
func (c *Checkup) droneRepository(api drone.Client, host string) {
	repo, err := api.Repo(c.at.Owner, c.at.Name)
	switch {
	case droneStatus(err) == http.StatusNotFound:
		c.fail("drone-repository", "Drone does not know it, or does not show it to the robot's account (404)", "synchronize and activate it in Drone, and give the account write access to it on GitHub")
		return
	case err != nil:
		c.droneTrouble("drone-repository", err, host)
		return
	case !repo.Active:
		c.fail("drone-repository", "it is not active in Drone: nothing is built there", "activate it: "+c.Settings.Processors.Drone.Server+"/"+c.at.String()+"/settings")
		return
	}
	const noBuild = 0
	_, err = api.Promote(c.at.Owner, c.at.Name, noBuild, "", nil)
	switch status := droneStatus(err); {
	case status == http.StatusNotFound && noRows.MatchString(err.Error()), status == http.StatusBadRequest:
		c.fine("drone-repository", "it is active, and the robot may promote there")
	case status == http.StatusNotFound:
		c.fail("drone-repository", "the robot's account may read there, not write: /promote will be refused", "give the account write access to the repository on GitHub, then synchronize it in Drone")
	case status == http.StatusNotImplemented:
		c.fail("drone-edition", "this Drone is the open-source edition, which cannot promote (501)", "run the drone/drone image, or one built without the tag oss; /run with GitHub Actions needs none")
	default:
		c.droneTrouble("drone-repository", err, host)
	}
}

var (
	noRows      = regexp.MustCompile(`no rows in result set`)
	clientError = regexp.MustCompile(`^client error (\d+):`)
)

// droneStatus is the status that drone-go puts into the text of its errors; 0 for others.
func droneStatus(err error) int {
	if err == nil {
		return 0
	}
	m := clientError.FindStringSubmatch(err.Error())
	if m == nil {
		return 0
	}
	status, _ := strconv.Atoi(m[1])
	return status
}

func (c *Checkup) droneTrouble(check string, err error, host string) {
	if status := droneStatus(err); status != 0 {
		c.fail(check, fmt.Sprintf("%s answered %d", host, status), "look at Drone's log, and at the proxy before it")
		return
	}
	if err == nil {
		c.fail(check, host+" gave an answer that can not be", "look at Drone's log")
		return
	}
	c.troubled(check, network(err, host))
}
