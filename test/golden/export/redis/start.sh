#!/bin/sh
set -eu
umask 077
cat >/data/users.acl <<USERS
user default off
user ladder on >$REDISCLI_AUTH ~* &* +@all
user app_todo on >$TODO__CACHE_PASSWORD ~todo:* resetchannels &todo:* +@all -@admin -@dangerous -scan -randomkey -dbsize -pubsub -function -script|flush -script|kill -client|tracking +info +pubsub|numsub
user app_groceries on >$GROCERIES__CACHE_PASSWORD ~groceries:* resetchannels &groceries:* +@all -@admin -@dangerous -scan -randomkey -dbsize -pubsub -function -script|flush -script|kill -client|tracking +info +pubsub|numsub
user app_site_watch on >$SITE_WATCH__CACHE_PASSWORD ~site-watch:* resetchannels &site-watch:* +@all -@admin -@dangerous -scan -randomkey -dbsize -pubsub -function -script|flush -script|kill -client|tracking +info +pubsub|numsub
USERS
exec redis-server --aclfile /data/users.acl "$@"
