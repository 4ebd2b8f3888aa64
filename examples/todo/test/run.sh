#!/usr/bin/env bash
# Runs the tests against a PostgreSQL and a Redis of their own, started on loopback in a temporary folder.
set -Eeuo pipefail

usage() {
  echo "usage: test/run.sh   needs node, redis-server and PostgreSQL's initdb (PATH or /usr/lib/postgresql)" >&2
}

# Debian keeps the server's programs out of PATH.
find_postgres() {
  local folders=(/usr/lib/postgresql/*/bin)
  PATH="$PATH:${folders[-1]}"
  command -v initdb redis-server node >/dev/null || { usage; exit 2; }
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [[ $(id -u) -eq 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi
}

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
}

start_postgres() {
  install -d -m 700 "$work/postgres"
  if [[ $(id -u) -eq 0 ]]; then chown postgres "$work" "$work/postgres"; fi
  as_postgres "$(command -v initdb)" -D "$work/postgres" -U todo --auth=trust >/dev/null
  local options="-p $1 -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
  as_postgres "$(command -v pg_ctl)" -D "$work/postgres" -w -l "$work/postgres/log" -o "$options" start >/dev/null
}

# The same rights that the box gives: own keys only, no administration.
start_redis() {
  printf 'user default off\nuser todo on >secret ~todo:* &todo:* +@all -@admin -@dangerous\n' >"$work/users.acl"
  redis-server --port "$1" --bind 127.0.0.1 --aclfile "$work/users.acl" --save '' --dir "$work" >"$work/redis.log" &
  redis_pid=$!
}

stop() {
  [[ -z ${redis_pid:-} ]] || kill "$redis_pid" || true
  as_postgres "$(command -v pg_ctl)" -D "$work/postgres" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$work"
}

main() {
  [[ $# -eq 0 ]] || { usage; exit 2; }
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  find_postgres
  work=$(mktemp -d)
  trap stop EXIT
  local postgres_port redis_port
  postgres_port=$(free_port)
  redis_port=$(free_port)
  start_postgres "$postgres_port"
  start_redis "$redis_port"
  DATABASE_URL="postgres://todo@127.0.0.1:$postgres_port/postgres" \
    REDIS_URL="redis://todo:secret@127.0.0.1:$redis_port" REDIS_PREFIX=todo: node --test test/*.test.js
}

main "$@"
