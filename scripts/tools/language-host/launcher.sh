#!/usr/bin/env bash
# The language host for Node that scripts/tool.sh builds takes its options as flags, as the engines of its time gave
# them. Newer engines send them another way, so they are read from Pulumi.yaml, which lies in the working folder.
set -Eeuo pipefail

# Value of KEY under runtime.options in Pulumi.yaml, without quotes.
option() {
  sed -n "s/^    $1: *\"\{0,1\}\([^\"]*\)\"\{0,1\} *$/\1/p" Pulumi.yaml
}

main() {
  local flags=() value
  if [[ -f Pulumi.yaml ]]; then
    value=$(option typescript)
    [[ -n $value ]] && flags+=("-typescript=$value")
    value=$(option nodeargs)
    [[ -n $value ]] && flags+=("-nodeargs=$value")
  fi
  exec "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/language-host" "${flags[@]}" "$@"
}

main "$@"
