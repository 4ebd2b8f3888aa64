#!/usr/bin/env bash
# Mocha for a slow layer: mocha.sh MILLISECONDS [MOCHA-OPTIONS] FILES; a test may take so long.
set -Eeuo pipefail

exec node node_modules/mocha/bin/mocha.js --no-config --require ./scripts/loader.cjs --require ./test/strict.ts \
  --forbid-only --forbid-pending --timeout "$@"
