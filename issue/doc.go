// Package issue is a small net/http for comments: a Mux maps the names of commands to
// Robots; a Robot gets an event and returns what it would say; the package alone
// verifies, decides who may, runs, and speaks.
//
//	bytes ─verify→ delivery ─decode→ event ─filter→ event ─parse→ commands ─lookup→ known commands
//	      webhook           look            look           command          mux
//	                                  (created, by a person,     none of ours? stop here:
//	                                   no marker of ours)        no call to GitHub
//	      ─claim→ ─allow→ ─run→ results ─render→ Markdown ─comment→ GitHub
//	       process process Robot         reply             process
//
// The claim is a reaction, 👀: GitHub answers 201 to the first who sets it and 200 to
// everybody after, so that a repeated delivery or a second instance runs nothing twice
// and no database is needed. Everything is done before the webhook is answered: a
// function is frozen after it.
//
// A command is a type with a Help and a Run:
//
//	type ping struct{}
//
//	func (ping) Help() issue.Help {
//		return issue.Help{About: "see whether the robot is there", Examples: []string{"/ping"}, Needs: issue.Anyone}
//	}
//
//	func (ping) Run(ctx context.Context, event issue.IssueEvent) (string, error) { return "Here.", nil }
//
//	mux := issue.NewMux()
//	mux.Handle("/ping", ping{})
//	handler, err := issue.NewWebhook(&issue.Config{Token: token, Secrets: []string{secret}}, mux)
package issue
