/** A service of the Compose file, the part that is used here. */
export interface Service {
  readonly image: string;
  readonly pull_policy?: "never";
  readonly command?: readonly string[];
  readonly user?: string;
  readonly restart: "unless-stopped" | "no";
  readonly deploy?: { readonly replicas: 0 };
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: readonly string[];
  readonly networks: Readonly<Record<string, { readonly priority?: number }>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly Mount[];
  readonly tmpfs?: readonly string[];
  readonly read_only?: boolean;
  readonly depends_on?: Readonly<Record<string, { readonly condition: "service_healthy" }>>;
  readonly healthcheck?: HealthCheck;
  readonly stop_signal?: "SIGINT";
  readonly stop_grace_period: string;
  readonly mem_limit: string;
  readonly memswap_limit: string;
  readonly shm_size?: string;
  readonly pids_limit: number;
  readonly oom_score_adj: number;
  readonly cap_drop: readonly ["ALL"];
  readonly cap_add?: readonly string[];
  readonly security_opt: readonly ["no-new-privileges:true"];
  readonly logging: { readonly driver: string; readonly options: Readonly<Record<string, string>> };
}

export interface Mount {
  readonly type: "bind";
  readonly source: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly bind: { readonly create_host_path: false };
}

export interface HealthCheck {
  readonly test: readonly string[];
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  readonly start_period: string;
  readonly start_interval: string;
}

/**
 * Who is sacrificed first when the box runs out of memory. All are at or above 0, so that the file also runs where a
 * process may not lower its score; apps are so far above that one of them always goes first, the database last.
 */
export const oomScores = { postgres: 0, caddy: 100, redis: 200, app: 500 } as const;

/** Enough for a JVM or a browser; stops a fork bomb. */
const pidsLimit = 512;

/**
 * What every service has. No container may use swap (equal limits): an app over its limit is killed and restarted, instead
 * of slowing all others down to the speed of the disk. The box's swap is for the system.
 */
export function baseService(memoryMb: number) {
  return {
    restart: "unless-stopped",
    mem_limit: `${memoryMb}m`,
    memswap_limit: `${memoryMb}m`,
    pids_limit: pidsLimit,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    logging: { driver: "json-file", options: { "max-size": "10m", "max-file": "3" } },
  } as const;
}

/** A mount that fails when the folder is missing; Docker would make it, owned by root and perhaps on the wrong disk. */
export function mount(source: string, target: string, readOnly = false): Mount {
  return {
    type: "bind",
    source,
    target,
    ...(readOnly && { read_only: true }),
    bind: { create_host_path: false },
  };
}

/**
 * Every 2 seconds until healthy, for at most a minute, then every 30: each check starts a process, and 30 apps checked
 * every 5 seconds would use up a small box's CPU credits.
 */
export function healthCheck(...test: readonly string[]): HealthCheck {
  return {
    test: ["CMD", ...test],
    interval: "30s",
    timeout: "5s",
    retries: 3,
    start_period: "60s",
    start_interval: "2s",
  };
}

/** Compose replaces `$NAME` in the file; `$$` is a literal dollar sign. */
export function literal(text: string): string {
  return text.replaceAll("$", "$$$$");
}
