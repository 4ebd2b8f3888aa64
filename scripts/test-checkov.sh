#!/usr/bin/env bash
# Lets Checkov judge every tier's resources, converted to a plan of Terraform's, and parliament their policies.
# What is waived: test/checkov/waivers.ts, test/checkov/parliament-waivers.ts.
set -Eeuo pipefail

cache=${LADDER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ladder}

usage() {
  cat <<'EOF'
Usage: scripts/test-checkov.sh [MOCHA OPTION...]
The first run installs both from PyPI into $LADDER_CACHE (default ~/.cache/ladder); their versions are in scripts/tools/checkov.
EOF
}

# One at a time: whoever waits for the lock finds the work done.
tools() {
  local wanted=scripts/tools/checkov/requirements.txt target=$cache/resource-linters
  mkdir -p "$cache"
  exec 9>"$target.lock"
  flock 9
  if ! cmp -s "$wanted" "$target/requirements.txt"; then
    printf 'Installing Checkov and parliament into %s ...\n' "$target" >&2
    rm -rf "$target"
    python3 -m venv "$target" >&2 || {
      echo "test-checkov.sh: python3 cannot make an environment; install the package python3-venv" >&2
      return 1
    }
    "$target/bin/pip" install --quiet --requirement "$wanted" >&2
    cp "$wanted" "$target/requirements.txt"
  fi
  exec 9>&-
  printf '%s\n' "$target/bin"
}

main() {
  if [[ ${1:-} == --help ]]; then
    usage
    return
  fi
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  local bin
  bin=$(tools)
  export CHECKOV=$bin/checkov PARLIAMENT=$bin/parliament
  scripts/mocha.sh 120000 "$@" 'test/checkov/**/*.test.ts'
}

main "$@"
