#!/usr/bin/env bash
# Prints the path of a Chromium for tests; fails when there is none. `scripts/browser.sh --help` says where it looks.
set -Eeuo pipefail

usage() {
  cat <<'EOF'
Usage: scripts/browser.sh
Prints $CHROMIUM, else PATH's chromium or google-chrome, else one installed with apt when root.
EOF
}

install_browser() {
  [[ $(id -u) == 0 ]] && type -P apt-get >/dev/null || return 1
  printf 'Installing chromium ...\n' >&2
  {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
  } >&2
}

main() {
  local name
  case ${1:-} in
    -h | --help)
      usage
      return
      ;;
  esac
  if [[ -n ${CHROMIUM:-} ]]; then
    printf '%s\n' "$CHROMIUM"
    return
  fi
  for name in chromium chromium-browser google-chrome; do
    type -P "$name" && return
  done
  install_browser && type -P chromium
}

main "$@"
