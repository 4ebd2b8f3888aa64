#!/usr/bin/env bash
# Brings databases and files of the export back into an empty stack. What is there already stays as it is, so running it
# again, or after a kill, does what is left.
set -Eeuo pipefail

here=/export
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '%s\n' "$*"; }

sql() { psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --tuples-only --no-align "$@"; }

is_there() {
  [[ $(sql --dbname postgres --set name="$1" <<<"select count(*) from pg_database where datname = :'name'") == 1 ]]
}

# Under another name until everything is in it; a dump is one transaction.
restore_database() {
  local name=$1 coming="$1_coming"
  sql --dbname postgres <"$here/databases/$name.role.sql"
  if is_there "$name"; then
    say "$name: is there, nothing to do"
    return
  fi
  say "$name: restoring"
  sql --dbname postgres <<<"drop database if exists \"$coming\""
  sql --dbname postgres <"$here/databases/$name.create.sql"
  if [[ -e $here/databases/$name.dump ]]; then
    sql --dbname "$coming" <"$here/databases/$name.extensions.sql"
    # Only the owner of an extension, the administrator, may comment on it.
    pg_restore --list "$here/databases/$name.dump" | { grep -vF ' COMMENT - EXTENSION ' || true; } >"$work/list"
    pg_restore --single-transaction --exit-on-error --no-owner --no-tablespaces --role "$name" \
      --use-list "$work/list" --dbname "$coming" "$here/databases/$name.dump"
  fi
  sql --dbname postgres <<<"alter database \"$coming\" rename to \"$name\""
  say "$name: done"
}

# A mark tells that a volume is whole: unpacking it again only writes the same files.
restore_files() {
  local volume=$1 mark
  mark=/restored/${volume//\//.}
  if [[ -e $mark ]]; then
    say "$volume: is there, nothing to do"
    return
  fi
  say "$volume: unpacking"
  tar --extract --gzip --numeric-owner --directory "/volumes/$volume" --file "$here/files/$volume.tar.gz"
  sync
  touch "$mark"
}

main() {
  local file
  shopt -s nullglob
  for file in "$here"/databases/*.role.sql; do restore_database "$(basename "$file" .role.sql)"; done
  cd "$here/files"
  for file in */*.tar.gz; do
    [[ ! -d /volumes/${file%.tar.gz} ]] || restore_files "${file%.tar.gz}"
  done
}

main "$@"
