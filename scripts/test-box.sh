#!/usr/bin/env bash
# Boots boxes from the program's own user data, in containers, and asks them over HTTP and HTTPS.
set -Eeuo pipefail

usage() {
  cat <<'EOF'
Usage: scripts/test-box.sh [MOCHA OPTION...] [FILE.ts...]
       scripts/test-box.sh --program PROGRAM [ARGUMENT...]   (runs it beside a prepared rig: LADDER_RIG_SLOT, _CACHE, _DISK)
       LADDER_RIG_SLOT=N scripts/test-box.sh --remains       (removes what a killed run of that number left, and ends)
Example: scripts/test-box.sh --grep "power"
Without files all of test/box-rig. LADDER_RIG_CUTS (default 10) is how many power cuts there are, LADDER_RIG_PLACES (default: all)
at how many of their places an upgrade of PostgreSQL (7) and an update (4) are cut; LADDER_RIG_SEED, which is printed, gives the
same cuts again. What happened when is written to test-results/ (one file a run).
Needs root on Linux with cgroups and loop devices, Node, Go, Python 3 and Git. The rest (Docker, debootstrap, moto) comes
from apt and PyPI; images are made once (about 5 minutes) and kept in $LADDER_CACHE (default ~/.cache/ladder) under box/.
Without a running Docker it starts one of its own, which the last run stops at its end. Up to 8 runs may go on side by side,
each with the first free number, or that of LADDER_RIG_SLOT (0 to 7), for which it waits two minutes.
What the machine cannot do is skipped with a note, and is an error when CI=true.
EOF
}

cache=${LADDER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ladder}/box
# Several runs go on side by side, each under a number of its own: names, addresses, folders.
slots=8
slot=
disk=
# Set when nothing but PostgreSQL servers is needed: scripts/test-move.sh; or those and S3: scripts/test-backup.sh.
servers=
socket=/run/ladder-rig/docker.sock

say() { printf '%s\n' "$*" >&2; }

# Ends the run: as a note on a developer's machine, as a failure in CI.
unable() {
  if [[ ${CI:-} == true ]]; then
    say "FAILED: $*"
    exit 1
  fi
  say "skipped: $*"
  exit 0
}

# Program -> its Debian package.
get_packages() {
  local program missing=()
  local -A packages=([cc]=gcc [dockerd]=docker.io [debootstrap]=debootstrap [losetup]=mount [npm]=npm [iptables]=iptables)
  for program in "${!packages[@]}"; do
    type -P "$program" >/dev/null || missing+=("${packages[$program]}")
  done
  [[ $servers =~ ^(yes|none)$ ]] || python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
  [[ $servers != stores ]] || python3 -c 'import boto3' 2>/dev/null || missing+=(python3-boto3)
  [[ -e /usr/include/stdio.h ]] || missing+=(libc6-dev)
  ((${#missing[@]})) || return 0
  type -P apt-get >/dev/null || unable "missing: ${missing[*]}"
  say "installing ${missing[*]}"
  # The service would take the place of this script's own daemon.
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends \
    "${missing[@]}"; } >&2 || unable "the packages ${missing[*]} cannot be installed"
}

get_moto() {
  [[ -x $cache/moto/bin/moto_server ]] && return
  say "installing moto"
  rm -rf "$cache/moto"
  { python3 -m venv "$cache/moto" && "$cache/moto/bin/pip" install --quiet 'moto[server]==5.*'; } >&2 ||
    unable "moto cannot be installed"
}

take_slot() {
  if [[ -n ${LADDER_RIG_SLOT:-} ]]; then
    slot=$LADDER_RIG_SLOT
    exec 8>"$cache/lock.$slot"
    flock --timeout 120 8 && return
    say "the run with number $slot is still at work"
    exit 75
  fi
  for ((slot = 0; slot < slots; slot++)); do
    exec 8>"$cache/lock.$slot"
    flock --nonblock 8 && return
  done
  say "$slots runs are at work already"
  exit 75
}

start_docker() {
  if docker info >/dev/null 2>&1; then return; fi
  export DOCKER_HOST=unix://$socket
  mkdir -p "${socket%/*}" "$cache/docker"
  if docker info >/dev/null 2>&1; then return; fi
  dockerd --data-root "$cache/docker" --exec-root "${socket%/*}/docker" --pidfile "${socket%/*}/docker.pid" \
    --host "$DOCKER_HOST" 7>&- 8>&- >"$cache/dockerd.log" 2>&1 &
  for _ in {1..60}; do
    docker info >/dev/null 2>&1 && return
    sleep 0.5
  done
  tail -n 5 "$cache/dockerd.log" >&2
  unable "Docker does not start here; see $cache/dockerd.log"
}

# This script's own daemon, when no other run uses it.
stop_docker() {
  local other daemon
  [[ ${DOCKER_HOST:-} == "unix://$socket" ]] || return 0
  for ((other = 0; other < slots; other++)); do
    [[ $other == "$slot" ]] || flock --nonblock "$cache/lock.$other" true || return 0
  done
  daemon=$(cat "${socket%/*}/docker.pid") || return 0
  kill "$daemon" && timeout 60 tail --pid "$daemon" --follow /dev/null
}

# Whatever this slot's last run left behind, this one or one that was killed.
remove_remains() {
  local label=label=ladder-rig=$slot
  {
    docker ps --all --quiet --filter "$label"
    docker network ls --quiet --filter "$label" | xargs -I ID docker ps --all --quiet --filter network=ID
  } | sort --unique | xargs --no-run-if-empty docker rm --force --volumes >/dev/null
  docker network ls --quiet --filter "$label" | xargs --no-run-if-empty docker network rm >/dev/null
  findmnt --noheadings --raw --output TARGET | awk -v folder="$cache/runs/$slot/" 'index($1, folder) == 1' |
    xargs --no-run-if-empty umount
  losetup --list --noheadings --output NAME,BACK-FILE | awk -v folder="$cache/runs/$slot/" \
    'index($2, folder) == 1 { print $1 }' | xargs --no-run-if-empty --max-args 1 losetup --detach
  rm -rf "$cache/runs/$slot"
}

finish() {
  local status=$?
  trap - EXIT
  remove_remains || say "something of the rig could not be removed"
  exec 7>"$cache/lock"
  flock 7
  stop_docker
  exit "$status"
}

# One run at a time makes what all of them use.
prepare() {
  exec 7>"$cache/lock"
  flock 7
  get_packages
  [[ $servers =~ ^(yes|none)$ ]] || get_moto
  start_docker
  trap finish EXIT
  trap 'exit 130' INT TERM
  remove_remains
  if [[ $servers != none ]]; then
    [[ -n $servers ]] || disk=$(rig/images/make.sh "$cache")
    rig/make-servers.sh "$cache"
  fi
  exec 7>&-
}

main() {
  if [[ ${1:-} == --help ]]; then
    usage
    return
  fi
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  [[ ${1:-} =~ ^--(program|servers|stores|remains)$ || $* == *.ts* ]] || set -- "$@" 'test/box-rig/*.box.ts'
  [[ ${1:-} != --servers ]] || servers=yes
  [[ ${1:-} != --stores ]] || servers=stores
  [[ ${1:-} != --remains ]] || servers=none
  [[ $(id -u) == 0 && -e /dev/loop-control ]] || unable "boxes need root and loop devices"
  mkdir -p "$cache"
  take_slot
  prepare
  [[ $servers != none ]] || return 0
  export LADDER_RIG_SLOT=$slot LADDER_RIG_CACHE=$cache LADDER_RIG_DISK=$disk
  if [[ ${1:-} =~ ^--(program|servers|stores)$ ]]; then "${@:2}"; return; fi
  scripts/mocha.sh 600000 --require ./test/box-rig/hooks.ts "$@"
}

main "$@"
