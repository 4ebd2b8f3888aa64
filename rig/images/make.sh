#!/usr/bin/env bash
# Makes the rig's images: the machine, and stand-ins for what it would pull, under the names the product uses.
set -Eeuo pipefail

usage() {
  cat <<'EOF'
Usage: rig/images/make.sh CACHE
Builds into the Docker of DOCKER_HOST, and prints the name of a file in CACHE that is a machine's root disk: its /etc, /opt, /srv
and /var, with every stand-in loaded into its Docker. Needs root, debootstrap and npm. Does nothing when the disk of these recipes
is there.
EOF
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(realpath "$here/../..")

# Names as in plan/data/box-images.json, settings/data/postgres-majors.json and rig/stacks.ts.
image_of() { node -p "require('$project/plan/data/box-images.json').$1"; }
postgres_image() { node -p "require('$project/settings/data/postgres-majors.json').majors.find(({ major }) => major === $1).image"; }

stamp() {
  {
    cat "$here"/*/* "$here/make.sh" "$here/capabilities.txt" "$project/plan/data/box-images.json" \
      "$project/settings/data/postgres-majors.json" "$(caddy)" "$(node -p process.execPath)"
    git -C "$project" ls-files -s examples/todo
  } 2>/dev/null | sha256sum | cut -d ' ' -f 1
}

caddy() { "$project/scripts/tool.sh" caddy; }

say() { printf '%s\n' "$*" >&2; }

build() {
  local name=$1 context=$2
  shift 2
  say "building $name"
  DOCKER_BUILDKIT=0 docker build --quiet --network host --tag "$name" "$@" "$context" >/dev/null
}

make_base() {
  docker image inspect ladder-rig/base >/dev/null 2>&1 && return
  say "installing Debian into a folder"
  rm -rf "$work/base"
  debootstrap --variant=minbase trixie "$work/base" >"$work/debootstrap.log"
  tar -C "$work/base" -c . | docker import - ladder-rig/base >/dev/null
  rm -rf "$work/base"
}

# Copies a recipe and the files it needs into a folder of its own.
context() {
  local name=$1
  shift
  rm -rf "${work:?}/$name"
  cp -r "$here/$name" "$work/$name"
  (($# == 0)) || cp "$@" "$work/$name/"
  printf '%s\n' "$work/$name"
}

make_todo() {
  local context=$work/todo file
  rm -rf "$context"
  mkdir "$context"
  git -C "$project" ls-files examples/todo | while read -r file; do
    install -D "$project/$file" "$context/${file#examples/todo/}"
  done
  cp "$here/todo/Dockerfile" "$context/Dockerfile"
  rm -f "$context/.dockerignore"
  (cd "$context" && npm ci --omit=dev --no-audit --no-fund --loglevel error >/dev/null)
  build ladder-rig/todo:1 "$context" --build-arg VERSION=1
  build ladder-rig/todo:2 "$context" --build-arg VERSION=2
  printf 'create table half (id int);\ninsert into nothing values (1);\n' >"$context/migrations/900-broken.sql"
  build ladder-rig/todo:broken "$context" --build-arg VERSION=broken
}

make_images() {
  local busybox
  build ladder-rig/box "$here/box"
  docker run --rm ladder-rig/box cat /usr/bin/busybox >"$work/busybox"
  chmod +x "$work/busybox"
  busybox=$work/busybox
  build "$(postgres_image 17)" "$here/postgres" --build-arg MAJOR=17 --build-arg SUITE=trixie
  build "$(postgres_image 18)" "$here/postgres" --build-arg MAJOR=18 --build-arg SUITE=forky
  build "$(image_of redis)" "$here/redis"
  build "$(image_of caddy)" "$(context caddy "$(caddy)")"
  docker tag "$(image_of caddy)" ladder-rig/edge:1
  build ladder-rig/node "$(context node "$(node -p process.execPath)")"
  make_todo
  build ladder-rig/rolling:1 "$here/rolling" --build-arg VERSION=1
  build ladder-rig/rolling:2 "$here/rolling" --build-arg VERSION=2
  build ladder-rig/rolling:broken "$here/rolling" --build-arg VERSION=broken
  build traefik/whoami:v1.10.4 "$(context web "$busybox")" --build-arg VERSION=1
  build traefik/whoami:v1.11.0 "$work/web" --build-arg VERSION=2
  build sigoden/dufs:v0.43.0 "$(context files "$busybox")"
  build ladder-rig/echo:1 "$here/echo"
}

# What changes on a machine, on a file system of its own: only so can it be full, or lose what was not synced.
make_disk() {
  truncate --size 8G "$work/disk"
  mkfs.ext4 -q -L ladder-rig-root -J size=32 "$work/disk"
  mkdir "$work/root"
  mount -o loop "$work/disk" "$work/root"
  docker run --rm --network none ladder-rig/box tar -C / -c etc opt srv var | tar -C "$work/root" -x
  load_images
  umount "$work/root"
}

# The machine's own Docker loads the images once; every box starts with a copy of the disk. There is no registry that would
# give back an image that a box has cleaned away, so each has a second name.
load_images() {
  local names capabilities
  names=("$(postgres_image 17)" "$(postgres_image 18)" "$(image_of redis)" "$(image_of caddy)" ladder-rig/edge:1
    traefik/whoami:v1.10.4 traefik/whoami:v1.11.0 sigoden/dufs:v0.43.0 ladder-rig/echo:1 ladder-rig/todo:1
    ladder-rig/todo:2 ladder-rig/todo:broken ladder-rig/rolling:1 ladder-rig/rolling:2 ladder-rig/rolling:broken)
  say "loading ${#names[@]} images into a machine's Docker"
  docker save "${names[@]}" --output "$work/images.tar"
  mapfile -t capabilities < <(sed 's/^/--cap-add=/' "$here/capabilities.txt")
  # shellcheck disable=SC2016 # expanded in the container
  docker run --rm "${capabilities[@]}" --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
    --volume "$work/root/var/lib/docker:/var/lib/docker" --volume "$work/images.tar:/images.tar:ro" \
    --volume /sys/fs/cgroup:/sys/fs/cgroup:rw ladder-rig/box bash -ec '
      dockerd --iptables=false --bridge=none >/tmp/log 2>&1 & daemon=$!
      for _ in {1..60}; do docker info >/dev/null 2>&1 && break; sleep 1; done
      docker load --quiet --input /images.tar || { cat /tmp/log; exit 1; }
      docker image ls --format "{{.Repository}}:{{.Tag}}" | while read -r name; do docker tag "$name" "kept/$name"; done
      kill "$daemon"; wait "$daemon" || true'
}

main() {
  [[ ${1:-} == --help ]] && usage && return
  [[ $# == 1 ]] || { usage >&2; exit 2; }
  cache=$(realpath "$1")
  disk=$cache/disk.$(stamp)
  printf '%s\n' "$disk"
  if [[ -f $disk ]] && docker image inspect ladder-rig/box >/dev/null 2>&1; then
    touch "$disk"
    return
  fi
  exec >&2
  work=$(mktemp -d "$cache/make-XXXXXX")
  trap clean_up EXIT
  make_base
  make_images
  make_disk
  mv "$work/disk" "$disk"
  remove_old_disks
}

clean_up() {
  if mountpoint --quiet "$work/root"; then umount "$work/root"; fi
  rm -rf "$work"
}

# Work on other branches may use the last few.
remove_old_disks() {
  find "$cache" -maxdepth 1 -name 'disk.*' -mmin +1440 -printf '%T@ %p\n' | sort -rn | tail -n +2 | cut -d ' ' -f 2 |
    xargs --no-run-if-empty rm -rf
}

main "$@"
