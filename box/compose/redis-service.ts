import type { BoxPlan, Plan } from "../../plan/types";
import { boxNetworks } from "./box-networks";
import { paths, secretsFile } from "../paths";
import { dataUser } from "./postgres-service";
import { baseService, healthCheck, mount, oomScores, type Service } from "./service";

/** The server without keys, in MiB (7 measured). */
const emptyMb = 8;
/** Of the rest. Rewriting the append-only file copies what changes meanwhile; with 0.7 of all, 48 MiB were not enough. */
const dataShare = 0.6;

/**
 * Redis for all apps with a cache. When memory is full, the default policy drops keys that have an expiry time, least
 * recently used first: caches and sessions shrink, while queues, whose keys have none, lose nothing; when nothing may be
 * dropped, writes fail. `allkeys-lru` loses jobs silently, `noeviction` lets one app's full cache stop everybody's writes.
 */
export function redisService(plan: Plan): Service {
  const memoryMb = plan.box.cacheMemoryMb;
  return {
    image: plan.box.images.redis,
    user: dataUser,
    command: ["redis-server", ...serverFlags(plan.box)],
    ...baseService(memoryMb),
    env_file: [secretsFile("redis")],
    networks: boxNetworks(
      "redis",
      plan.apps.filter((app) => app.cache),
    ),
    volumes: [mount(paths.redisConfig, "/etc/redis", true), mount(`${paths.data}/redis`, "/data")],
    // The password comes from the env file, as REDISCLI_AUTH.
    healthcheck: healthCheck("redis-cli", "-e", "--user", "ladder", "ping"),
    stop_grace_period: "30s",
    oom_score_adj: oomScores.redis,
  };
}

function serverFlags({ cacheMemoryMb, cachePolicy }: BoxPlan): readonly string[] {
  const flags = {
    dir: "/data",
    aclfile: "/etc/redis/users.acl",
    maxmemory: `${Math.floor((cacheMemoryMb - emptyMb) * dataShare)}mb`,
    "maxmemory-policy": cachePolicy,
    appendonly: "yes",
    appendfsync: "everysec",
    save: "",
  };
  return Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
}
