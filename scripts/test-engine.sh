#!/usr/bin/env bash
# Runs the program on the real Pulumi engine, without a cloud: providers that stand in for AWS, Docker and random.
set -Eeuo pipefail

usage() {
  cat <<'EOF'
Usage: scripts/test-engine.sh [MOCHA OPTION...]
Example: scripts/test-engine.sh --grep "bad setting"
The first run on a machine without the Pulumi CLI builds it (about 5 minutes).
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
  scripts/mocha.sh 480000 --parallel --jobs 2 "$@" 'test/engine/**/*.test.ts'
}

main "$@"
