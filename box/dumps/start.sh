#!/usr/bin/env bash
# What a task that dumps databases begins with, in PostgreSQL's official image: it has the clients, and Debian has the rest.
set -Eeuo pipefail

usage() {
  cat <<'END_OF_USAGE'
Usage: start.sh LOADER ARGUMENT...   (of managed-dumps; LOADER is the text of load.py)
Environment: REGION, BUNDLE_BUCKET, BUNDLE_KEY, LIMIT_SECONDS; BACKUP_PASSWORD, OFFSITE_KEY_ID, OFFSITE_KEY
END_OF_USAGE
}

# No program that is started has them in its environment.
keep_secrets() {
  local name folder=/run/ladder/secrets
  mkdir -p "$folder"
  for name in BACKUP_PASSWORD OFFSITE_KEY_ID OFFSITE_KEY; do
    if [[ -n ${!name:-} ]]; then (umask 077 && printf '%s' "${!name}" >"$folder/$name"); fi
    unset "$name"
  done
}

get_python() {
  # Debian's packages are enough: one source less that can be away.
  rm -f /etc/apt/sources.list.d/pgdg.*
  apt-get -o Acquire::Retries=5 -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=5 -qq -y --no-install-recommends install \
    ca-certificates python3-boto3 >/dev/null
}

main() {
  [[ ${1:-} != --help && $# -ge 2 ]] || { usage; exit 2; }
  keep_secrets
  get_python
  python3 -c "$1"
  exec timeout --signal INT --kill-after 60 "$LIMIT_SECONDS" /opt/ladder/programs/managed-dumps "${@:2}"
}

main "$@"
