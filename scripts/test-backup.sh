#!/usr/bin/env bash
# Backs databases up to S3 and restores them: real PostgreSQL servers, and moto for S3.
set -Eeuo pipefail

usage() {
  cat <<'END'
Usage: npm run test:backup [-- PART... | MOCHA-OPTIONS]
PART is a file of test/backup without its ending, e.g. kills. LADDER_BACKUP_KILLS is the number of random kills (default 20; from 50
on the run writes docs/proof/backup-kills.md), LADDER_BACKUP_SEED repeats their moments, LADDER_BACKUP_ROWS is the number of small rows (default 20000),
LADDER_DUMP_KILLS of killed tasks (managed, default 3).
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
  exec scripts/test-parts.sh stores test/backup backup "$@"
}

main "$@"
