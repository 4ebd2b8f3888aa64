#!/usr/bin/env bash
# Makes the images of the two servers: PostgreSQL as the box rig has it, and one that stands for RDS.
set -Eeuo pipefail

usage() {
  cat <<'EOF'
Usage: rig/make-servers.sh CACHE
Builds into the Docker of DOCKER_HOST. Does nothing when the images of these recipes are there.
EOF
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
images=$here/images
majors=$here/../settings/data/postgres-majors.json

build() { DOCKER_BUILDKIT=0 docker build --quiet --network host --tag "$1" "${@:3}" "$2" >/dev/null; }

# The box rig makes the same image; here it is made when no box was ever booted.
make_base() {
  docker image inspect ladder-rig/base >/dev/null 2>&1 && return
  debootstrap --variant=minbase trixie "$work/base" >"$work/debootstrap.log"
  tar -C "$work/base" -c . | docker import - ladder-rig/base >/dev/null
}

# Arguments: major, Debian's name of where its packages are.
make_rds() {
  local major=$1 image=ladder-rig/rds:$1 postgres digest
  postgres=$(node -p "require('$majors').majors.find(({ major }) => major === $major).image")
  digest=$(cat "$images"/postgres/* "$here"/rds/* "$majors" | sha256sum | cut -d ' ' -f 1)
  [[ $(docker image inspect --format '{{.Config.Labels.recipes}}' "$image" 2>/dev/null) != "$digest" ]] || return 0
  printf 'building %s\n' "$image" >&2
  make_base
  docker image inspect "$postgres" >/dev/null 2>&1 ||
    build "$postgres" "$images/postgres" --build-arg "MAJOR=$major" --build-arg "SUITE=$2"
  build "$image" "$here/rds" --build-arg "POSTGRES=$postgres" --label "recipes=$digest"
}

main() {
  [[ ${1:-} == --help ]] && usage && return
  [[ $# == 1 ]] || { usage >&2; exit 2; }
  work=$(mktemp -d "$1/servers-XXXXXX")
  trap 'rm -rf "$work"' EXIT
  make_rds 17 trixie
  make_rds 18 forky
}

main "$@"
