#!/usr/bin/env bash
# Moves databases between two real PostgreSQL servers: the box's, and one that stands for RDS.
set -Eeuo pipefail

usage() {
  cat <<'EOF'
Usage: npm run test:move [-- PART... | MOCHA-OPTIONS]
PART is a file of test/move without its ending, e.g. kills. LADDER_MOVE_ROWS is the number of small rows (default 50000),
LADDER_MOVE_KILLS the number of random kills (default 4), LADDER_MOVE_MINUTES ends them earlier, LADDER_MOVE_SEED repeats
their moments. A run of 10 kills or more writes docs/proof/move-kills.md.
Needs root on Linux, Node and Python 3; Docker and debootstrap come from apt, images are made once and kept.
Without a running Docker it starts one of its own. What the machine cannot do is skipped with a note, and is an error when CI=true.
EOF
}

main() {
  if [[ ${1:-} == --help ]]; then
    usage
    return
  fi
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  # shellcheck disable=SC2145 # each argument is a part's name
  if [[ $# != 0 && $* =~ ^[a-z\ -]+$ && $* != -* ]]; then set -- "${@/%/.move.ts}"; set -- "${@/#/test/move/}"; fi
  [[ $* == *.ts* ]] || set -- "$@" 'test/move/*.move.ts'
  exec scripts/test-box.sh --servers node node_modules/mocha/bin/mocha.js --no-config --require ./scripts/loader.cjs \
    --require ./test/strict.ts --forbid-only --forbid-pending --timeout 600000 "$@"
}

main "$@"
