# Shared by the programs that install Caddy's file; sourced after common.sh.
# shellcheck shell=bash

caddyfile=/etc/ladder/caddy/Caddyfile
# The last one that Caddy took, from the moment another one has its name until Caddy takes that.
former_caddyfile=$caddyfile.former

copy_caddyfile() {
  cp "$1" "$2.new"
  sync "$2.new"
  mv "$2.new" "$2"
}

# Caddy reads it when it starts; a running one is told by reload-caddy.
install_caddyfile() {
  mkdir -p "${caddyfile%/*}/upstreams"
  if cmp --silent "$folder/caddy/Caddyfile" "$caddyfile"; then return; fi
  [[ ! -f $caddyfile || -f $former_caddyfile ]] || copy_caddyfile "$caddyfile" "$former_caddyfile"
  copy_caddyfile "$folder/caddy/Caddyfile" "$caddyfile"
}

# So that Caddy's next start takes what it serves now.
restore_caddyfile() { [[ ! -f $former_caddyfile ]] || mv "$former_caddyfile" "$caddyfile"; }
