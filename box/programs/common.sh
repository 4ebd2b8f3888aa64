# Shared by the bundle's programs; sourced, with `folder` set to the version's folder.
# shellcheck shell=bash

: "${folder:?}"
run=/run/ladder
# shellcheck disable=SC2034 # used by the programs that source this file
busybox=/opt/ladder/bin/busybox
# The registry login lives as long as the boot, and only in memory.
export DOCKER_CONFIG=$run/docker

# Not bash's SECONDS: that is the clock, which may be set meanwhile.
uptime_seconds() { cut -d . -f 1 /proc/uptime; }

say() { printf '%s\n' "$*" >&2; }

# Ends the program; the sentence becomes the error of the result file.
fail() {
  printf '%s\n' "$*" >"$run/reason"
  say "$*"
  exit 1
}

# Whether a program that did not come to its end was told to end. Bash says 0 in the trap of a shell that a signal ends.
was_ended() { (($1 == 0 || $1 == 129 || $1 == 130 || $1 == 143)); }

# One program at a time changes the box. The kernel gives the lock back when its holder and whatever that started have
# ended, killed or not, so there is no stale one. What its holder runs does not take it again.
lock() {
  [[ -z ${LADDER_LOCKED:-} ]] || return 0
  install -d -m 0700 "$run"
  exec 9>"$run/lock"
  if ! flock --nonblock 9; then
    say "another run is at work; waiting for its end"
    flock --wait "${LADDER_PATIENCE:-900}" 9 || {
      say "another run is still at work; nothing was changed"
      exit 75
    }
  fi
  export LADDER_LOCKED=1
}

# Beanstalk calls both files otherwise.
compose() {
  docker compose --project-name ladder --project-directory /opt/ladder \
    --env-file "$folder/${values_file:-values.env}" --file "$run/wanted/compose.json" "$@"
}

# The Compose file with variables and env files filled in, as load-version left it; holds secrets.
composition() { jq "$@" "$run/compose.json"; }

# The image of a service.
image_of() { composition -r ".services[\"$1\"].image"; }

# What the version says, and what the box shall run: some apps may be rolled back. load-version makes the second.
box() { jq "$@" "$folder/box.json"; }
wanted() { jq "$@" "$run/wanted/box.json"; }
