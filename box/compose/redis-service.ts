import type { Plan } from "../../plan/types";
import { paths, secretsFile } from "../paths";
import { appNetwork } from "./app-service";
import { dataUser } from "./postgres-service";
import { baseService, healthCheck, mount, oomScores, type Service } from "./service";

/** The rest is for the copy that rewriting the append-only file makes, and for client buffers. */
const dataShare = 0.7;

/**
 * Redis for all apps with a cache. When memory is full it drops keys that have an expiry time, least recently used
 * first: caches and sessions shrink, while queues, whose keys have none, lose nothing; when nothing may be dropped,
 * writes fail. `allkeys` would lose jobs silently, `noeviction` would let one app's full cache stop everybody's writes.
 */
export function redisService(plan: Plan): Service {
  const memoryMb = plan.box.cacheMemoryMb;
  return {
    image: plan.box.images.redis,
    user: dataUser,
    command: ["redis-server", ...serverFlags(memoryMb)],
    ...baseService(memoryMb),
    env_file: [secretsFile("redis")],
    networks: plan.apps.filter((app) => app.cache).map((app) => appNetwork(app.name)),
    volumes: [mount(paths.redisConfig, "/etc/redis", true), mount(`${paths.data}/redis`, "/data")],
    // The password comes from the env file, as REDISCLI_AUTH.
    healthcheck: healthCheck("redis-cli", "-e", "--user", "ladder", "ping"),
    stop_grace_period: "30s",
    oom_score_adj: oomScores.redis,
  };
}

function serverFlags(memoryMb: number): readonly string[] {
  const flags = {
    dir: "/data",
    aclfile: "/etc/redis/users.acl",
    maxmemory: `${Math.floor(memoryMb * dataShare)}mb`,
    "maxmemory-policy": "volatile-lru",
    appendonly: "yes",
    appendfsync: "everysec",
    save: "",
  };
  return Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
}
