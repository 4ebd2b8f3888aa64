# Shared by the bundle's programs; sourced, with `folder` set to the version's folder.
# shellcheck shell=bash

: "${folder:?}"
run=/run/ladder
# shellcheck disable=SC2034 # used by the programs that source this file
busybox=/opt/ladder/bin/busybox
# The registry login lives as long as the boot, and only in memory.
export DOCKER_CONFIG=$run/docker

say() { printf '%s\n' "$*" >&2; }

# Ends the program; the sentence becomes the error of the result file.
fail() {
  printf '%s\n' "$*" >"$run/reason"
  say "$*"
  exit 1
}

compose() {
  docker compose --project-name ladder --project-directory /opt/ladder \
    --env-file "$folder/values.env" --file "$folder/compose.yaml" "$@"
}

# The image of a service, with variables filled in.
image_of() {
  compose config --format json | jq -r --arg service "$1" '.services[$service].image'
}

box() { jq "$@" "$folder/box.json"; }
