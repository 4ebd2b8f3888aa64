#!/usr/bin/env bash
# Tests the HTML report in a real headless Chromium. `scripts/test-report.sh --help` says how.
set -Eeuo pipefail

usage() {
  cat <<'EOF'
Usage: scripts/test-report.sh [MOCHA ARGUMENTS]
Runs test/report in Chromium: $CHROMIUM, else PATH's chromium or google-chrome, else installed with apt when root.
Without a browser it fails in CI; elsewhere it says what to install and succeeds.
EOF
}

main() {
  case ${1:-} in
    -h | --help)
      usage
      return
      ;;
  esac
  cd "$(dirname "$0")/.."
  local path
  if ! path=$(bash scripts/browser.sh); then
    printf 'test-report.sh: no browser; install chromium or set CHROMIUM to the path of one\n' >&2
    [[ -z ${CI:-} ]]
    return
  fi
  CHROMIUM=$path npx --no-install mocha 'test/report/**/*.test.ts' "$@"
}

main "$@"
