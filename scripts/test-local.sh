#!/usr/bin/env bash
# Runs `npm run local` on a machine with a Docker of its own: a container of the box's rig, without a network.
set -Eeuo pipefail

usage() {
  cat <<'END'
Usage: scripts/test-local.sh [MOCHA OPTION...]
Example: scripts/test-local.sh --grep "port"
Needs what scripts/test-box.sh needs, and uses its images. What the machine cannot do is skipped with a note, and is an error
when CI=true.
END
}

say() { printf '%s\n' "$*" >&2; }

# The machine: a disk with every image, this checkout and this Node at their places, and a Docker with its own settings.
start_machine() {
  local folder=$LADDER_RIG_CACHE/runs/$LADDER_RIG_SLOT capabilities
  mkdir -p "$folder/root"
  cp --sparse=always "$LADDER_RIG_DISK" "$folder/disk"
  mount -o loop "$folder/disk" "$folder/root"
  mapfile -t capabilities < <(sed 's/^/--cap-add=/' rig/images/capabilities.txt)
  docker run --detach --name "$machine" --hostname "$machine" --label "ladder-rig=$LADDER_RIG_SLOT" --network none \
    "${capabilities[@]}" --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
    --tmpfs /run:exec --tmpfs /tmp --volume /sys/fs/cgroup:/sys/fs/cgroup:rw --cgroupns host \
    --volume "$folder/root/var:/var" --volume "$PWD:$PWD" --workdir "$PWD" \
    --volume "$(realpath "$(node -p process.execPath)"):/usr/local/bin/node:ro" \
    --env DOCKER_ALLOW_IPV6_ON_IPV4_INTERFACE=1 --env TMPDIR=/var/tmp --env CI \
    ladder-rig/box bash -c 'exec dockerd >/var/log/dockerd.log 2>&1' >/dev/null
  for _ in {1..120}; do
    docker exec "$machine" docker info >/dev/null 2>&1 && return
    sleep 0.5
  done
  docker exec "$machine" tail -n 20 /var/log/dockerd.log >&2
  say "Docker does not start in the machine"
  exit 1
}

main() {
  if [[ ${1:-} == --help ]]; then
    usage
    return
  fi
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  # The rig's script comes back here when the images are there, and clears away what this leaves.
  [[ -n ${LADDER_RIG_DISK:-} ]] || exec scripts/test-box.sh --program scripts/test-local.sh "$@"
  machine=ladder-rig-$LADDER_RIG_SLOT-local
  start_machine
  docker exec "$machine" test/local-rig/stand-ins.sh
  docker exec "$machine" scripts/mocha.sh 300000 "$@" 'test/local-rig/*.local.ts'
}

main "$@"
