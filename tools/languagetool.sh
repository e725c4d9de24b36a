#!/usr/bin/env bash
# Fetches the LanguageTool server with English (LGPL-2.1) from Maven Central into the user's cache, verifies every jar by
# tools/languagetool/jars.sha256, and prints the folder. Quick where it is there. `mtlint --languagetool local` finds it.
#   tools/languagetool.sh          # into $MTLINT_LANGUAGETOOL_HOME, else ~/.cache/mtlint/languagetool-VERSION
#   tools/languagetool.sh --pin    # writes the checksums anew, after a change of tools/languagetool/pom.xml
set -euo pipefail

fail() { printf 'tools/languagetool.sh: %s\n' "$*" >&2; exit 1; }

here=$(cd "$(dirname "$0")/languagetool" && pwd)
version=$(sed -n 's|.*<languagetool>\(.*\)</languagetool>.*|\1|p' "$here/pom.xml")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/mtlint
folder=${MTLINT_LANGUAGETOOL_HOME:-$cache/languagetool-$version}

# the checksums' own name in the folder tells that all of it was verified against them
[ "${1:-}" = --pin ] || [ -s "$here/jars.sha256" ] || fail "$here/jars.sha256 is missing"
mark=.verified-$(cat "$here/jars.sha256" 2>/dev/null | sha256sum | cut -c1-16 || true)
if [ "${1:-}" != --pin ] && [ -e "$folder/$mark" ]; then
  echo "$folder"
  exit
fi

command -v mvn >/dev/null || fail "needs Maven (on Debian: apt-get install maven), or a LanguageTool of your own in $folder"
mkdir -p "$(dirname "$folder")"
fresh=$(mktemp -d "$(dirname "$folder")/.languagetool-XXXXXX")
trap 'rm -rf "$fresh"' EXIT
mvn -q -B -f "$here/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
  -DincludeScope=runtime -DoutputDirectory="$fresh" >"$fresh.log" 2>&1 || { tail -n 5 "$fresh.log" >&2; rm -f "$fresh.log"; fail "Maven could not fetch LanguageTool $version"; }
rm -f "$fresh.log"

if [ "${1:-}" = --pin ]; then
  (cd "$fresh" && sha256sum -- *.jar) >"$here/jars.sha256"
  echo "$(wc -l <"$here/jars.sha256") jars of LanguageTool $version" >&2
  exit
fi

(cd "$fresh" && sha256sum --quiet --strict -c "$here/jars.sha256") >&2 || fail "a jar of LanguageTool $version is not what it was; nothing was kept"
[ "$(find "$fresh" -name '*.jar' | wc -l)" = "$(wc -l <"$here/jars.sha256")" ] || fail "Maven gave other jars than jars.sha256 names; nothing was kept"
touch "$fresh/$mark"
chmod 755 "$fresh"
if [ -e "$folder" ]; then
  # several may fetch at once, and one of them was first
  if [ -e "$folder/$mark" ]; then echo "$folder"; exit; fi
  [ -n "${MTLINT_LANGUAGETOOL_HOME:-}" ] && [ -n "$(ls -A "$folder")" ] && fail "$folder holds something else; empty it, or name another folder"
  rm -rf "$folder"
fi
mv -T "$fresh" "$folder" 2>/dev/null || [ -e "$folder/$mark" ] || fail "$folder could not be written"
echo "$folder"
