#!/usr/bin/env bash
# A small imitation of the platform's deployment to one instance, in the documented order:
# https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.workflow.html
# The source bundle comes as a zip on standard input, its container commands in COMMANDS (those of a leader if it is one).
set -Eeuo pipefail

kind=$1
app=/var/app

# Every program of a step, in the order of their names.
hooks() {
  local hook
  for hook in ".platform/$kind/$1"/*; do
    printf 'platform: %s\n' "$hook" >&2
    "./$hook" || { printf 'platform: %s failed\n' "$hook" >&2; exit 1; }
  done
}

# Archives need not carry modes: platforms since April 2022 make hooks executable.
unpack() {
  rm -rf "$app/staging"
  mkdir -p "$app/staging"
  cat >/tmp/source-bundle.zip
  python3 -m zipfile -e /tmp/source-bundle.zip "$app/staging"
  chmod +x "$app"/staging/.platform/*/*/*
}

main() {
  unpack
  cd "$app/staging"
  hooks prebuild
  docker compose pull --quiet
  docker compose build --quiet
  if [[ $kind == hooks ]]; then bash -ec "${COMMANDS:-true}"; fi
  hooks predeploy
  if [[ -d $app/current ]]; then (cd "$app/current" && docker compose down); fi
  rm -rf "$app/current"
  mv "$app/staging" "$app/current"
  cd "$app/current"
  docker compose up --detach
  hooks postdeploy
}

main
