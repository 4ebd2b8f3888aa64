#!/usr/bin/env bash
# A layer beside real servers: test-parts.sh servers|stores FOLDER ENDING [PART... | MOCHA-OPTIONS]. A PART is a file of the
# folder without its ending; without any the layer is all of them.
set -Eeuo pipefail

servers=$1 folder=$2 ending=$3
shift 3
# shellcheck disable=SC2145 # each argument is a part's name
if [[ $# != 0 && $* =~ ^[a-z\ -]+$ && $* != -* ]]; then set -- "${@/%/.$ending.ts}"; set -- "${@/#/$folder/}"; fi
[[ $* == *.ts* ]] || set -- "$@" "$folder/*.$ending.ts"
exec scripts/test-box.sh "--$servers" scripts/mocha.sh 600000 "$@"
