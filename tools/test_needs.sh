#!/usr/bin/env bash
# Installs the programs that the tests drive and that no Python package brings: Chromium (the HTML report), tmux (the
# review), reviewdog (it reads the rdjson, SARIF and Checkstyle reports), Neovim and Emacs with eglot (the language
# server). Does nothing where all of them are there.
set -euo pipefail

fail() { printf 'tools/test_needs.sh: %s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "needs root to install packages: run it as root, install sudo, or install ${missing[*]} by hand"
  fi
}

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v tmux >/dev/null || missing+=(tmux)
command -v nvim >/dev/null || missing+=(neovim)
command -v emacs >/dev/null || missing+=(emacs-nox)
[ -n "$(find /usr/share/emacs -name "eglot.el*" -print -quit 2>/dev/null)" ] || missing+=(elpa-eglot)
command -v go >/dev/null || [ -x "${HOME}/go/bin/reviewdog" ] || command -v reviewdog >/dev/null || missing+=(golang-go)
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || fail "no apt-get here: install ${missing[*]} by hand"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
    || fail "apt-get could not install ${missing[*]}"
fi

if ! command -v reviewdog >/dev/null && [ ! -x "$(go env GOPATH)/bin/reviewdog" ]; then
  go install github.com/reviewdog/reviewdog/cmd/reviewdog@v0.21.0 \
    || fail "reviewdog could not be built: it needs Go 1.24 or newer, here is $(go version)"
fi
