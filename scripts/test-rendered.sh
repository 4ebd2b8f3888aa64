#!/usr/bin/env bash
# Asks the real tools about what is rendered for the box, and runs Caddy, PostgreSQL, Redis and Compose with it.
set -Eeuo pipefail

usage() {
  cat <<'END'
Usage: scripts/test-rendered.sh [MOCHA OPTION...]
Renders small, large and worked stacks to a temporary folder and checks every file with the tool that reads it on the
box. A missing tool is skipped with a note, and an error when CI=true.
Needs: node, python3, systemd-analyze, redis-server (the cache is Valkey where there is a valkey-server), PostgreSQL's initdb, pg_ctl and psql. Fetched: see scripts/tool.sh.
END
}

problems=0

problem() {
  printf 'FAILED: %s\n' "$*" >&2
  problems=$((problems + 1))
}

# Whether all the programs are there.
have() {
  local program
  for program in "$@"; do
    type -P "$program" >/dev/null && continue
    if [[ ${CI:-} == true ]]; then problem "$program is missing"; else printf 'skipped: %s is missing\n' "$program"; fi
    return 1
  done
}

# Shows a tool's output only when it fails.
check() {
  local what=$1 output
  shift
  if output=$("$@" 2>&1); then return; fi
  problem "$what"
  printf '%s\n' "$output" >&2
}

render() {
  local stack
  node --require ./scripts/loader.cjs test/rendered/render-samples.ts "$work"
  for stack in dev prod; do
    node --require ./scripts/loader.cjs cli/render.ts --stack "$stack" --out "$work/$stack" >/dev/null
  done
}

check_user_data() {
  local size
  # An environment of Beanstalk has none.
  [[ -f $1/user-data.yaml ]] || return 0
  size=$(stat -c %s "$1/user-data.yaml")
  ((size < 16384)) || problem "${1##*/}: user data has $size bytes, EC2 takes 16384"
  check "${1##*/}: cloud-init schema" "$cloud_init" schema --config-file "$1/user-data.yaml"
}

# The env files are made on the box; here they are empty and beside the file. Images that only AWS names get a name.
check_compose() {
  local values=$work/values.env file=$1/bundle/compose.yaml
  [[ -f $file ]] || file=$1/bundle/docker-compose.yml
  {
    printf 'HOST_SUFFIX=203.0.113.7.sslip.io\n'
    grep -oE '(EDGE_IMAGE|IMAGE_[A-Z0-9_]+):\?' "$file" | sort -u | sed 's/:?/=example:1/' || true
  } >"$values"
  sed "s#/run/ladder/secrets/.*\.env#$work/empty.env#" "$file" >"$work/compose.yaml"
  check "${1##*/}: docker compose config" "$compose" --env-file "$values" --file "$work/compose.yaml" config --quiet
}

# On the box the hashes of visitors' passwords lie beside the Caddyfile; here any hash stands for each.
check_caddyfile() {
  local file=$1/bundle/caddy/Caddyfile hashes=$1/basic-auth app
  mkdir -p "$hashes"
  while read -r app; do
    "$caddy" hash-password --plaintext visitors >"$hashes/$app"
  done < <(grep -oP '\{file\./etc/basic-auth/\K[^}]+' "$file" || true)
  sed "s#/etc/basic-auth#$hashes#" "$file" >"$1/Caddyfile"
  check "${1##*/}: caddy validate" env HOST_SUFFIX=203.0.113.7.sslip.io XDG_DATA_HOME="$work" \
    "$caddy" validate --config "$1/Caddyfile" --adapter caddyfile
  check "${1##*/}: caddy fmt" "$caddy" fmt --diff "$file"
}

check_programs() {
  local program
  for program in box/programs/* box/cloud-init/* box/beanstalk/programs/* box/dumps/programs/*; do
    case $(head -n 1 "$program") in
      '#!'*bash*) check "$program: shellcheck" "$shellcheck" --external-sources "$program" ;;
      '#!'*python*) have python3 && check "$program: compiles" compiles "$program" ;;
    esac
  done
  for program in box/programs/common.sh box/beanstalk/programs/instance.sh; do
    check "$program: shellcheck" "$shellcheck" --external-sources "$program"
  done
  for program in box/programs/*.py box/beanstalk/programs/*.py box/dumps/load.py box/dumps/programs/*.py; do
    check "$program: compiles" compiles "$program"
  done
}

check_workflows() {
  check "examples/github-actions: actionlint" "$actionlint" -shellcheck "$shellcheck" examples/github-actions/*.yml
}

compiles() { python3 -c 'import sys; compile(open(sys.argv[1]).read(), sys.argv[1], "exec")' "$1"; }

# The verifier only warns about unknown settings, so any word of it is a failure. The programs are not on this machine. The box and
# an instance of Beanstalk each have units of their own, some under the same name.
check_units() {
  have systemd-analyze || return 0
  verify_units box box/systemd/* box/cloud-init/ladder-*
  verify_units beanstalk box/beanstalk/systemd/*
}

verify_units() {
  local units=$work/units/$1 unit output
  shift
  mkdir -p "$units"
  cp "$@" "$units"
  sed -i -E 's#^ExecStart=.*#ExecStart=/bin/true#' "$units"/*.service
  for unit in "$units"/*; do
    output=$(SYSTEMD_UNIT_PATH="$units:" systemd-analyze verify "$unit" 2>&1 | grep -F "$units" || true)
    [[ -z $output ]] || problem "${unit##*/}: systemd-analyze verify: $output"
  done
}

run_services() {
  # Debian keeps the server's programs out of PATH.
  PATH=$PATH:$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  have python3 redis-server initdb pg_ctl psql || return 0
  scripts/mocha.sh 60000 "$@" 'test/rendered/**/*.test.ts' || problem "the services; see above"
}

main() {
  if [[ ${1:-} == --help ]]; then
    usage
    return
  fi
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  touch "$work/empty.env"
  caddy=$(scripts/tool.sh caddy)
  compose=$(scripts/tool.sh compose)
  cloud_init=$(scripts/tool.sh cloud-init)
  shellcheck=$(scripts/tool.sh shellcheck)
  actionlint=$(scripts/tool.sh actionlint)
  render
  local stack
  for stack in "$work"/*/; do
    stack=${stack%/}
    check_user_data "$stack"
    check_compose "$stack"
    check_caddyfile "$stack"
    printf 'checked %s\n' "${stack##*/}"
  done
  check_programs
  check_units
  check_workflows
  run_services "$@"
  ((problems == 0)) || exit 1
  printf 'All rendered files are accepted by their tools.\n'
}

main "$@"
