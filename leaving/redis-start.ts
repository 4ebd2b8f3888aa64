import type { Plan } from "../plan/types";
import { exportVariable } from "./variables";

/** As on the box (box/programs/secret_files.py): an app reaches its own keys and channels, nothing of the server. */
const rules =
  "+@all -@admin -@dangerous -scan -randomkey -dbsize -pubsub -function -script|flush -script|kill -client|tracking +info +pubsub|numsub";

/** The program that starts Redis: a user for each app, with the passwords of its environment. */
export function redisStart({ apps }: Plan): string {
  const users = apps.flatMap(({ name, cache }) =>
    cache
      ? [
          `user ${cache.user} on >$${exportVariable(name, "CACHE_PASSWORD")} ~${cache.prefix}* resetchannels &${cache.prefix}* ${rules}`,
        ]
      : [],
  );
  return `#!/bin/sh
set -eu
umask 077
cat >/data/users.acl <<USERS
user default off
user ladder on >$REDISCLI_AUTH ~* &* +@all
${users.join("\n")}
USERS
exec redis-server --aclfile /data/users.acl "$@"
`;
}
