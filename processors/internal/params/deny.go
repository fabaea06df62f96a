package params

import "strings"

// Denied reports whether name, in any case, steers the build itself: Drone and the
// robot, the dynamic linker, the shell, git and what else carries credentials, or the
// runtime or the package manager of a language. The list is closed: what it does not name
// is allowed.
//
// A * at the end of an entry stands for any rest, one at its start for any beginning.
func Denied(name string) bool {
	name = strings.ToUpper(name)
	for _, entry := range denied {
		if prefix, ok := strings.CutSuffix(entry, "*"); ok {
			if strings.HasPrefix(name, prefix) {
				return true
			}
		} else if suffix, ok := strings.CutPrefix(entry, "*"); ok {
			if strings.HasSuffix(name, suffix) {
				return true
			}
		} else if name == entry {
			return true
		}
	}
	return false
}

var denied = strings.Fields(`
	TARGET ACCESS_TOKEN ROBOT_* DRONE_* CI* PLUGIN_*

	LD_* DYLD_* GCONV_PATH LOCPATH NLSPATH GLIBC_TUNABLES MALLOC_* HOSTALIASES TERMINFO TERMCAP
	*_PROXY SSL_CERT_* OPENSSL_* CURL_HOME CURL_CA_BUNDLE WGETRC REQUESTS_CA_BUNDLE

	PATH HOME SHELL USER LOGNAME IFS ENV CDPATH FPATH ZDOTDIR TMPDIR
	BASH* SHELLOPTS GLOBIGNORE POSIXLY_CORRECT PS0 PS1 PS2 PS3 PS4 PROMPT_COMMAND
	EDITOR VISUAL PAGER MANPAGER BROWSER LESS LESSOPEN LESSCLOSE LESSKEY

	GIT_* SSH_* XDG_CONFIG_HOME GNUPGHOME NETRC RSYNC_RSH CVS_RSH SVN_SSH TAR_OPTIONS
	DOCKER_HOST DOCKER_CONFIG DOCKER_CONTEXT BUILDKIT_HOST KUBECONFIG

	CC CXX MAKEFLAGS GNUMAKEFLAGS MAKEFILES
	NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED NODE_REPL_EXTERNAL_MODULE NPM_* YARN_* PNPM_* COREPACK_* DENO_* BUN_* TS_NODE_*
	PYTHON* PIP_* UV_* POETRY_* VIRTUAL_ENV CONDA_*
	PERL* RUBY* GEM_* BUNDLE_* BUNDLER_* RAKEOPT
	JAVA_* JDK_* _JAVA_OPTIONS CLASSPATH JVM_OPTS MAVEN_* M2_HOME GRADLE_* ANT_* SBT_OPTS CATALINA_OPTS
	GOFLAGS GOENV GOPROXY GOSUMDB GONOSUMDB GONOPROXY GOPRIVATE GOINSECURE GOTOOLCHAIN GOROOT GOPATH GOBIN
	GOCACHE GOCACHEPROG GOMODCACHE GOTMPDIR GODEBUG GOEXPERIMENT GOVCS GOAUTH GOWORK GO111MODULE CGO_*
	LUA_* RUSTC* RUSTFLAGS RUSTDOC* RUSTUP_* CARGO_*
	PHP_INI* PHPRC COMPOSER* DOTNET_* NUGET_* MSBUILD* CORECLR_* COR_* COMPLUS_*
	ERL_* ELIXIR_* R_HOME R_LIBS* R_PROFILE* R_ENVIRON* TCLLIBPATH GHCRTS
	JULIA_* GUILE_* OCAMLRUNPARAM PSMODULEPATH
`)
