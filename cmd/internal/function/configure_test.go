package function

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const good = "GITHUB_WEBHOOK_SECRET=0123456789abcdef0123456789abcdef\nGITHUB_TOKEN=t0ken\n"

func environ(text string) func(string) string {
	env := map[string]string{}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		env[name] = value
	}
	return func(name string) string { return env[name] }
}

func TestConfigureNamesWhatIsWrong(t *testing.T) {
	for _, row := range []struct{ env, want string }{
		{good, ""},
		{"GITHUB_TOKEN=t\n", "GITHUB_WEBHOOK_SECRET: set it"},
		{"GITHUB_TOKEN=t\nGITHUB_WEBHOOK_SECRET= , \n", "GITHUB_WEBHOOK_SECRET: set it"},
		{"GITHUB_WEBHOOK_SECRET=0123456789abcdef0123456789abcdef\n", "GITHUB_TOKEN: set it, or"},
		{good + "GITHUB_USER=u\nGITHUB_PASSWD=p\n", "GITHUB_TOKEN and GITHUB_USER with GITHUB_PASSWD: set one of them"},
		{good + "GITHUB_USER=u\n", "GITHUB_PASSWD: set it too"},
		{good + "GITHUB_APP_PRIVATE_KEY=x\n", "GITHUB_APP_ID: set it too"},
		{"GITHUB_WEBHOOK_SECRET=0123456789abcdef0123456789abcdef\nGITHUB_APP_ID=x\nGITHUB_APP_PRIVATE_KEY=/no/file\n", "GITHUB_APP_ID: \"x\" is not the number"},
		{"GITHUB_WEBHOOK_SECRET=0123456789abcdef0123456789abcdef\nGITHUB_APP_ID=1\nGITHUB_APP_PRIVATE_KEY=/no/file\n", "GITHUB_APP_PRIVATE_KEY: want a PEM"},
		{good + "GITHUB_API_URL=api.github.com\n", "GITHUB_API_URL: want an address"},
		{good + "DRONE_SERVER=https://d.example.com\n", "DRONE_TOKEN: set it too"},
		{good + "DRONE_TOKEN=t\n", "DRONE_SERVER: set it too"},
		{good + "DRONE_SERVER=https://u:p@d.example.com\nDRONE_TOKEN=t\n", "DRONE_SERVER: want an address"},
		{good + "DRONE_PUBLIC_URL=ftp://d\n", "DRONE_PUBLIC_URL: want an address"},
		{good + "FC_SERVER_PORT=http\n", "FC_SERVER_PORT: \"http\" is not a port"},
		{good + "PORT=70000\n", "PORT: \"70000\" is not a port"},
		{good + "PORT=0\n", "PORT: \"0\" is not a port"},
		{good + "PORT=+80\n", "PORT: \"+80\" is not a port"},
		{good + "ROBOT_HOST=not a host\n", "ROBOT_HOST: \"not a host\""},
		{good + "ROBOT_HOST=127.0.0.1:80\n", "ROBOT_HOST: "},
		{good + "ROBOT_HOST=::1\n", ""},
		{good + "DRONE_SERVER=https://d/(x)\nDRONE_TOKEN=t\n", "DRONE_SERVER: want an address"},
		{good + "DRONE_SERVER=http://:8080\nDRONE_TOKEN=t\n", "DRONE_SERVER: want an address"},
		{good + "GITHUB_API_URL=https://h/api/v3?\n", "GITHUB_API_URL: want an address"},
		{good + "DRONE_SERVER=https://d:99999\nDRONE_TOKEN=t\n", "DRONE_SERVER: want an address"},
		{good + "DRONE_SERVER=https://d\nDRONE_TOKEN=a\tb\n", "DRONE_TOKEN: it holds a blank"},
		{"GITHUB_WEBHOOK_SECRET=0123456789abcdef0123456789abcdef\nGITHUB_TOKEN=tök\n", "GITHUB_TOKEN: it holds a blank"},
		{"GITHUB_WEBHOOK_SECRET=0123456789abcdef0123456789abcdef\nGITHUB_USER=u\nGITHUB_PASSWD=a b\n", "GITHUB_PASSWD: it holds a blank"},
		{good + "ROBOT_LOG_LEVEL=loud\n", "ROBOT_LOG_LEVEL: \"loud\""},
		{good + "ROBOT_LOG_LEVEL=info+3\n", "ROBOT_LOG_LEVEL: \"info+3\""},
		{good + "ROBOT_MODE=event\n", ""},
		{good + "ROBOT_MODE=event\nROBOT_URL=robot.example.com\n", "ROBOT_URL: want an address"},
		{good + "ROBOT_MODE=cron\n", "ROBOT_MODE: \"cron\" is neither http nor event"},
		{good + "ROBOT_CONFIG=robot.yml\n", "ROBOT_CONFIG: robot.yml cannot be read"},
		{good + "ROBOT_ASYNC=fc\n", "ROBOT_URL: set it to the function's own public address"},
		{good + "ROBOT_ASYNC=sqs\nROBOT_URL=https://robot.example.com\n", "ROBOT_ASYNC: \"sqs\" is not fc"},
		{good + "ROBOT_ASYNC=fc\nROBOT_URL=robot.example.com\n", "ROBOT_URL: want an address"},
		{good + "ROBOT_ASYNC=fc\nROBOT_URL=https://u:p@robot.example.com\n", "ROBOT_URL: want an address"},
		{good + "ROBOT_ASYNC=fc\nROBOT_URL=https://robot.example.com/2016-08-15/proxy/robot/github/\n", ""},
	} {
		_, err := Configure(environ(row.env))
		switch {
		case row.want == "" && err != nil, row.want != "" && (err == nil || !strings.Contains(err.Error(), row.want)):
			t.Errorf("%q: got %v, want %q", row.env, err, row.want)
		case err != nil && strings.Contains(err.Error(), "u:p"):
			t.Errorf("the error shows a password: %v", err)
		}
	}
}

func TestPortsInTheirOrder(t *testing.T) {
	env := good
	for _, row := range []struct{ setting, want string }{
		{"", "9000"}, {"PORT=8080", "8080"}, {"AWS_LWA_PORT=8081", "8081"}, {"FC_CUSTOM_LISTEN_PORT=8082", "8082"}, {"FC_SERVER_PORT=8083", "8083"},
	} {
		env += row.setting + "\n"
		if s, err := Configure(environ(env)); err != nil || s.Port != row.want {
			t.Errorf("with %s: port %v, %v; want %s", row.setting, s.Port, err, row.want)
		}
	}
}

func TestShortSecretIsWarnedAbout(t *testing.T) {
	s, err := Configure(environ("GITHUB_WEBHOOK_SECRET=short, 0123456789abcdef0123456789abcdef\nGITHUB_TOKEN=t\n"))
	if err != nil || len(s.GitHub.Secrets) != 2 || len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0], "GITHUB_WEBHOOK_SECRET") || strings.Contains(s.Warnings[0], "short,") {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestPrivateKeyInEveryForm(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	one := string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}))
	eight := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}))
	file := filepath.Join(t.TempDir(), "key.pem")
	if err := os.WriteFile(file, []byte(one), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"PEM": one, "PKCS 8": eight, "base64": base64.StdEncoding.EncodeToString([]byte(one)), "file": file, `\n for line ends`: strings.ReplaceAll(one, "\n", `\n`),
	} {
		env := map[string]string{"GITHUB_WEBHOOK_SECRET": secret, "GITHUB_APP_ID": "7", "GITHUB_APP_PRIVATE_KEY": value}
		s, err := Configure(func(n string) string { return env[n] })
		if err != nil || s.GitHub.AppID != 7 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, err := Handler(s, Logger(s, new(bytes.Buffer)), new(bytes.Buffer)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, value := range map[string]string{"a public key": "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "a torn one": one[:200]} {
		if _, err := privateKey(value); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestMainExitsWith2WhereItIsNotConfigured(t *testing.T) {
	var out, errs bytes.Buffer
	if code := Main(t.Context(), environ(""), &out, &errs); code != Usage || !strings.Contains(errs.String(), "GITHUB_WEBHOOK_SECRET") || out.Len() != 0 {
		t.Errorf("exit status %d, said %q, logged %q", code, errs.String(), out.String())
	}
}
