#!/usr/bin/env bash
# Run on the rig's machine: makes what `npm run local` would pull beside the box's own images, under the real names.
set -Eeuo pipefail

project=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")

build() {
  DOCKER_BUILDKIT=0 docker build --quiet --network none --tag "$1" "$2" >/dev/null
}

# As the official image: one static program.
make_busybox() {
  mkdir "$work/busybox"
  cp /usr/bin/busybox "$work/busybox"
  printf 'FROM scratch\nCOPY busybox /bin/busybox\n' >"$work/busybox/Dockerfile"
  build "$(node -p "require('$project/local/data/local-images.json').busybox")" "$work/busybox"
}

# Node.js with the packages of examples/todo, and an npm that takes them from there instead of from a registry.
make_node() {
  mkdir "$work/node"
  printf '#!/bin/sh\ncp -r /opt/node_modules .\n' >"$work/node/npm"
  chmod +x "$work/node/npm"
  printf '%s\n' 'FROM ladder-rig/todo:1' 'USER root' 'RUN mv /app/node_modules /opt && rm -rf /app' \
    'COPY npm /usr/local/bin/npm' >"$work/node/Dockerfile"
  build "$(awk '/^FROM/ { print $2; exit }' "$project/examples/todo/Dockerfile")" "$work/node"
}

main() {
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  make_busybox
  make_node
}

main 2>&1
