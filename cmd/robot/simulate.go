package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

type simulate struct {
	Event    string `required:"" help:"GitHub's name of the event: issue_comment, issues, ping …"`
	URL      string `name:"url" default:"http://127.0.0.1:9000/github" help:"The function's address."`
	Delivery string `help:"X-GitHub-Delivery; a new one by default. The same one again is a redelivery."`
	File     string `arg:"" help:"The payload, as GitHub's Recent deliveries show it; - is standard input."`
}

func (s simulate) Run(w *world) error {
	secret, _, _ := strings.Cut(w.getenv("GITHUB_WEBHOOK_SECRET"), ",")
	if secret = strings.TrimSpace(secret); secret == "" {
		fmt.Fprintln(w.errs, "robot: GITHUB_WEBHOOK_SECRET: set it to the secret of the function")
		return status(2)
	}
	payload, err := s.payload(w)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(w.ctx, http.MethodPost, s.URL, bytes.NewReader(payload))
	if err != nil {
		return err
	}
	sum := hmac.New(sha256.New, []byte(secret))
	sum.Write(payload)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "GitHub-Hookshot/simulate")
	r.Header.Set("X-GitHub-Event", s.Event)
	r.Header.Set("X-GitHub-Delivery", s.delivery())
	r.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(sum.Sum(nil)))
	answer, err := (&http.Client{Timeout: 30 * time.Second}).Do(r)
	if err != nil {
		return fmt.Errorf("%w; is the function running there?", err)
	}
	defer answer.Body.Close()
	fmt.Fprintln(w.out, answer.Status)
	if _, err := io.Copy(w.out, answer.Body); err != nil {
		return err
	}
	if answer.StatusCode >= 300 {
		return status(1)
	}
	return nil
}

func (s simulate) payload(w *world) ([]byte, error) {
	if s.File == "-" {
		return io.ReadAll(w.in)
	}
	payload, err := os.ReadFile(s.File)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: no such file", s.File)
	}
	return payload, err
}

// delivery is a GUID, as GitHub's are.
func (s simulate) delivery() string {
	if s.Delivery != "" {
		return s.Delivery
	}
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
