#!/usr/bin/env bash
# Moves apps between two stacks: real PostgreSQL servers, and moto for S3.
set -Eeuo pipefail

usage() {
  cat <<'END'
Usage: npm run test:move-app [-- PART... | MOCHA-OPTIONS]
PART is a file of test/move-app without its ending, e.g. kills. LADDER_MOVE_KILLS is the number of random kills (default 14; two for each step),
LADDER_MOVE_SEED repeats their moments.
Needs root on Linux, Node and Python 3; Docker, debootstrap and boto3 come from apt, moto from PyPI, images are made once and kept.
What the machine cannot do is skipped with a note, and is an error when CI=true.
END
}

main() {
  if [[ ${1:-} == --help ]]; then
    usage
    return
  fi
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  exec scripts/test-parts.sh stores test/move-app move "$@"
}

main "$@"
