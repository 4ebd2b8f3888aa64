/** Folders of the box. Docker is refused without the data volume, so nothing under `data` ever lands on the root disk. */
export const paths = {
  /** On the data volume, which is mounted at /data. */
  data: "/data/ladder",
  /**
   * Env files; in memory, root only, written by the programs before containers are made. Docker keeps a copy of each with
   * the container, on the encrypted root disk.
   */
  secrets: "/run/ladder/secrets",
  /** Static busybox that apps of any image, distroless too, are checked with. */
  busybox: "/opt/ladder/bin/busybox",
  /** Live configuration folders, mounted whole: a single mounted file would keep its old inode. */
  caddyConfig: "/etc/ladder/caddy",
  /** Hashes that Caddy compares visitors' passwords with; kept over a reboot, so that Caddy starts without AWS. */
  basicAuth: "/etc/ladder/basic-auth",
  /** Segments of PostgreSQL's log that wait to be uploaded. */
  log: "/data/ladder/wal",
  redisConfig: "/etc/ladder/redis",
  staticSites: "/srv/ladder/static",
} as const;

/** As Caddy sees it; programs/roll writes it, in the folder `upstreams` of `caddyConfig`. */
export function upstreamFile(app: string): string {
  return `/etc/caddy/upstreams/${app}`;
}

/** Env file of a service. */
export function secretsFile(service: string): string {
  return `${paths.secrets}/${service}.env`;
}

/** Folder of an app's volume. */
export function volumeFolder(app: string, volume: string): string {
  return `${paths.data}/apps/${app}/${volume}`;
}
