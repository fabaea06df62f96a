package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
)

// loginHeader says who sits before the browser: http.Client sends it wherever it is led.
const loginHeader = "X-Login"

// authorize is the page where somebody lets Drone act for them. Here, they do, and are led
// back to where Drone's OAuth application is registered.
func (h *hub) authorize(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	back := h.callback
	h.mu.Unlock()
	query := url.Values{"code": {h.SignIn(r.Header.Get(loginHeader))}, "state": {r.FormValue("state")}}
	http.Redirect(w, r, back+"?"+query.Encode(), http.StatusFound)
}

// accessToken takes the code, which is the token already.
func (h *hub) accessToken(w http.ResponseWriter, r *http.Request) {
	answer(w, http.StatusOK, object{"access_token": r.FormValue("code"), "token_type": "bearer"})
}

// signIn lets a person of GitHub sign in to Drone, and returns their token there.
func (d *server) signIn(login string) (token string, err error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return "", err
	}
	browser := &http.Client{Jar: jar, Timeout: patience}
	if err := visit(browser, http.MethodGet, d.url+"/login", login, nil); err != nil {
		return "", err
	}
	var mine struct{ Token string }
	err = visit(browser, http.MethodPost, d.url+"/api/user/token", login, &mine)
	return mine.Token, err
}

func visit(browser *http.Client, method, address, login string, into any) error {
	r, err := http.NewRequest(method, address, nil)
	if err != nil {
		return err
	}
	r.Header.Set(loginHeader, login)
	got, err := browser.Do(r)
	if err != nil {
		return err
	}
	defer got.Body.Close()
	if got.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s as %s: %s", method, r.URL.Path, login, got.Status)
	}
	if into == nil {
		return nil
	}
	return json.NewDecoder(got.Body).Decode(into)
}
