# Shared by the programs of PostgreSQL's major upgrade; sourced after common.sh.
# shellcheck shell=bash disable=SC2034 # used by the programs that source this file

majors=/data/ladder/postgres
# What an upgrade stopped: the new major in the first line, then a container a line. There from the fence until apps run.
record=/data/ladder/state/postgres-upgrade
# The container that serves, and the two of the upgrade, which only each other reach.
serving=ladder-postgres-1
old_server=ladder-upgrade-old
new_server=ladder-upgrade-new

wanted_major() { box -r '.dataServices.postgres // empty | split("/") | last'; }

# The highest major with a whole folder has the newest data: a folder gets its final name after everything was verified,
# and those of earlier majors are what upgrades left behind.
current_major() {
  find "$majors" -regextype posix-extended -mindepth 2 -maxdepth 2 -regex '.*/[0-9]+/PG_VERSION' -size +0 -printf '%P\n' 2>/dev/null |
    cut -d / -f 1 | sort -n | tail -n 1
}

upgrade_needed() {
  local current wanted
  current=$(current_major)
  wanted=$(wanted_major)
  [[ -n $current && -n $wanted && $current != "$wanted" ]]
}

remove_upgrade_servers() { docker rm --force --volumes "$old_server" "$new_server" >/dev/null 2>&1 || true; }
