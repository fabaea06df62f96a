package function

import (
	"os"
	"slices"
)

// bundles are the files of which Go takes the first one that is there.
// https://github.com/golang/go/blob/master/src/crypto/x509/root_linux.go
var bundles = []string{
	"/etc/ssl/certs/ca-certificates.crt",
	"/etc/pki/tls/certs/ca-bundle.crt",
	"/etc/ssl/ca-bundle.pem",
	"/etc/pki/tls/cacert.pem",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
	"/etc/ssl/cert.pem",
}

// oneBundle keeps Go from reading the directory of certificates after the bundle that
// holds the same ones. They are read when a command first makes a call to GitHub, and
// on one CPU that took 16 ms with the directory and 5 without. Who sets SSL_CERT_FILE or
// SSL_CERT_DIR has the last word.
func oneBundle() {
	if os.Getenv("SSL_CERT_FILE") != "" || os.Getenv("SSL_CERT_DIR") != "" {
		return
	}
	found := slices.IndexFunc(bundles, func(name string) bool {
		info, err := os.Stat(name)
		return err == nil && info.Size() > 0
	})
	if found >= 0 {
		os.Setenv("SSL_CERT_DIR", "/dev/null/no-directory")
	}
}
