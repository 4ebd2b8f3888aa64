#!/usr/bin/env bash
# Like the official image: makes the folder at the first start, in steps that a power cut can come between.
set -Eeuo pipefail

if [[ $1 == postgres && ! -s $PGDATA/PG_VERSION ]]; then
  read -ra arguments <<<"${POSTGRES_INITDB_ARGS:-}"
  initdb --username=postgres --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") "${arguments[@]}" -D "$PGDATA"
  printf 'host all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
fi
exec "$@"
