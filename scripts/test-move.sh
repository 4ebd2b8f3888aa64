#!/usr/bin/env bash
# Moves databases between two real PostgreSQL servers: the box's, and one that stands for RDS.
set -Eeuo pipefail

usage() {
  cat <<'EOF'
Usage: npm run test:move [-- sample | PART... | MOCHA-OPTIONS]
PART is a file of test/move without its ending, e.g. kills. `sample` is what CI runs: a move up and down under writes, three faults,
five kills; it says what it leaves out. LADDER_MOVE_ROWS is the number of small rows (default 50000),
LADDER_MOVE_KILLS the number of random kills (default 4), LADDER_MOVE_MINUTES ends them earlier, LADDER_MOVE_SEED repeats
their moments. A run of 10 kills or more writes docs/proof/move-kills.md;
with LADDER_ADD=1 it adds those of the runs before, which test-results/move-kills.json keeps.
Needs root on Linux, Node and Python 3; Docker and debootstrap come from apt, images are made once and kept.
Without a running Docker it starts one of its own. What the machine cannot do is skipped with a note, and is an error when CI=true.
EOF
}

sample=(disturbed kills up-and-down)
sampled='^Databases with every kind|^Kills at random|because (pg_dump is killed|RDS fails over|the network to RDS is gone) is undone'

rest_of_sample() {
  find test/move -name '*.move.ts' -printf '%f\n' | sed 's/[.]move[.]ts$//' | grep -vxF "$(printf '%s\n' "${sample[@]}")" | sort
}

main() {
  if [[ ${1:-} == --help ]]; then
    usage
    return
  fi
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  if [[ ${1:-} == sample ]]; then
    printf 'not here, but in npm run test:move: %s, other faults of disturbed, more kills\n' "$(rest_of_sample | paste -sd ' ')"
    export LADDER_MOVE_KILLS=${LADDER_MOVE_KILLS:-5}
    set -- "${sample[@]/#/test/move/}"
    set -- "${@/%/.move.ts}" --grep "$sampled"
  fi
  exec scripts/test-parts.sh servers test/move move "$@"
}

main "$@"
