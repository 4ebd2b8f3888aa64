#!/usr/bin/env bash
# Checks every shell program of the project; inline exceptions only, each with its reason.
set -Eeuo pipefail

main() {
  cd "$(dirname "$0")/.."
  local shellcheck files=()
  shellcheck=$(bash scripts/tool.sh shellcheck)
  # Programs without an ending are found by their first line.
  mapfile -t files < <(git ls-files --cached --others --exclude-standard | while read -r file; do
    if [[ -f $file ]] && head -c 64 "$file" | grep -qaE '^#!.*\b(ba)?sh\b'; then printf '%s\n' "$file"; fi
  done)
  "$shellcheck" --external-sources "${files[@]}"
  printf 'shellcheck: %d programs are clean\n' "${#files[@]}"
}

main "$@"
