#!/usr/bin/env bash
# Runs the lab as a user does, and looks for what it leaves behind.
set -Eeuo pipefail

usage() {
  cat <<'EOF'
Usage: npm run test:lab [-- MOCHA-OPTIONS]
Needs what `npm run lab` needs: root on Linux, Node, Go and Python 3; and Chromium (scripts/browser.sh). The lab must not be running.
What the machine cannot do is skipped with a note, and is an error when CI=true.
EOF
}

main() {
  if [[ ${1:-} == --help ]]; then
    usage
    return
  fi
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  scripts/tool.sh pulumi >/dev/null
  scripts/tool.sh pulumi-language-nodejs >/dev/null
  CHROMIUM=$(bash scripts/browser.sh)
  export CHROMIUM
  # Beside servers of its own number, so that Docker answers before and after a lab.
  exec scripts/test-box.sh --servers scripts/mocha.sh 900000 "$@" 'test/lab/*.lab.ts'
}

main "$@"
