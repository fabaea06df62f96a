package issue

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"time"
)

// Config is who the robot is on GitHub, and what it trusts. One of Password, Token and
// AppID with AppKey says who it is.
type Config struct {
	User     string // the account, for the reader's sake: GitHub knows it by the token
	Password string // a personal access token; GitHub takes real passwords no longer
	Token    string // the same, without the article's name for it
	AppID    int64  // a GitHub App
	AppKey   []byte // its private key, PEM

	Lang      Lang              // what it speaks to commenters; "" means English
	API       string            // GitHub's API; "" means https://api.github.com
	Secrets   []string          // the webhook's secrets: the first signs what we write, all verify
	Redact    []string          // further secrets that no log line and no reply may show
	Transport http.RoundTripper // nil means NewTransport()
	Log       *slog.Logger      // nil means slog.Default()
	Version   string            // of the program, for /help; "" is not shown

	Serves func(repo string) bool // whether it works in a repository, "owner/name"; nil: in all
	Extend Extend                 // what repositories add; nil: nothing

	RobotTime time.Duration // what the commands of one comment may take; 0 means 6 s
	ReplyTime time.Duration // what is kept for the reply after that; 0 means 2 s

	// HandOver gives what a Webhook has claimed to a queue that brings it to the Webhook's
	// Worker, at least once. It returns when the queue has taken it; with an error it is worked
	// at once. nil: everything is.
	HandOver     func(ctx context.Context, job string) error
	JobTime      time.Duration // RobotTime of what was handed over; 0 means 10 s
	JobReplyTime time.Duration // its ReplyTime; 0 means 3 s

	once      sync.Once
	processor *processor
	err       error
}

// NewConfig is the Config of the account user, with a personal access token as its
// password. Empty arguments are taken from GITHUB_USER and GITHUB_PASSWD, and the API's
// address from GITHUB_API_URL.
func NewConfig(user, passwd string) *Config {
	if user == "" {
		user = os.Getenv("GITHUB_USER")
	}
	if passwd == "" {
		passwd = os.Getenv("GITHUB_PASSWD")
	}
	return &Config{User: user, Password: passwd, API: os.Getenv("GITHUB_API_URL")}
}

// Hidden is every secret of the Config: what no log line and no reply may show.
func (c *Config) Hidden() []string {
	return append(append([]string{c.Password, c.Token, string(c.AppKey)}, c.Secrets...), c.Redact...)
}

// Process works one event that is at hand already, with the robots that were given to
// Regist, the same way as the server: who may is checked, and the reply is posted. It
// fails where the server would answer 500: nothing was done, and it may be called again.
//
// Only what was created holds commands. An event without a sender is its commenter's.
func Process(config *Config, event IssueCommentEvent) error {
	config.once.Do(func() { config.processor, config.err = newProcessor(config, std) })
	if config.err != nil {
		return config.err
	}
	if event.Sender == nil {
		event.Sender = event.GetComment().GetUser()
	}
	p, text := config.processor, event.GetComment().GetBody()
	if event.GetAction() != "created" || !p.served(event.GetRepo().GetOwner().GetLogin()+"/"+event.GetRepo().GetName()) {
		return nil
	}
	if lines := p.heard(std, text, event.Sender); len(lines) == 0 && !p.mayHold(text) {
		return nil
	}
	_, err := p.process(context.Background(), time.Now(), arrival{kind: fromComment, event: &event, text: text})
	if errors.Is(err, errNotForUs) {
		return nil
	}
	return err
}
