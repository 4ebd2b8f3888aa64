# Shared by the programs that Beanstalk's hooks start; sourced, with `folder` set to the bundle's folder.
# shellcheck shell=bash disable=SC2034 # used by the programs that source this file

: "${folder:?}"
programs=$folder/programs
export folder compose_file=docker-compose.yml values_file=.env
# The platform's instances have no systemd unit that would set it for hooks; Docker's own programs need it.
export HOME=${HOME:-/root}
set -a
# shellcheck source=/dev/null # made by `pulumi up`; its values mean the same to a shell
source "$folder/$values_file"
set +a
export LADDER_REGION=$REGION LADDER_BUCKET=$BUCKET LADDER_DATABASE=${DATABASE_SERVER:-none}
# shellcheck source=box/programs/common.sh
source "$programs/common.sh"

# Where Caddy finds its file and the names of the apps' containers.
caddy_config=/etc/ladder/caddy
# There while every app of this instance was seen healthy; Caddy tells the load balancer.
ready=$caddy_config/ready

# All images of this version: the services', and those that only the hooks use.
all_images() {
  composition -r '.services[].image'
  box -r '.busyboxImage, (.lease.image // empty)'
}

# Secrets and static sites again, and the Compose file as all programs read it.
load_version() {
  rm -f "$run/fetched"
  "$programs/load-version"
}
