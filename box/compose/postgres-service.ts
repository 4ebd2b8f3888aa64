import type { Plan } from "../../plan/types";
import { boxNetworks } from "./box-networks";
import { paths, secretsFile } from "../paths";
import { archiveMount, archiveParameters } from "./postgres-archive";
import { postgresSettings } from "./postgres-settings";
import { baseService, healthCheck, literal, mount, oomScores, type Service } from "./service";

/** User and group of the official Debian images of PostgreSQL and Redis; starting as them needs no capability at all. */
export const dataUser = "999:999";

/** The builtin provider sorts alike on every system and on RDS 17, so a database moves without a rebuilt index. */
const initdbArguments = "--locale-provider=builtin --builtin-locale=C.UTF-8 --encoding=UTF8 --data-checksums";

/** PostgreSQL for all apps with a database. The folder carries the major version: another major never opens it. */
export function postgresService(plan: Plan): Service {
  const { databaseMemoryMb: memoryMb, images } = plan.box;
  const keepsLog = plan.backups.pointInTimeDays > 0;
  return {
    image: images.postgres,
    user: dataUser,
    command: ["postgres", ...serverFlags(memoryMb, keepsLog)],
    ...baseService(memoryMb),
    environment: { PGDATA: dataFolder(images.postgres), POSTGRES_INITDB_ARGS: initdbArguments },
    env_file: [secretsFile("postgres")],
    networks: boxNetworks(
      "postgres",
      plan.apps.filter((app) => app.database),
    ),
    volumes: [
      mount(`${paths.data}/postgres/${majorVersion(images.postgres)}`, dataFolder(images.postgres)),
      ...(keepsLog ? [archiveMount()] : []),
    ],
    shm_size: `${Math.max(64, Math.floor(memoryMb / 8))}m`,
    // By address: while the first start prepares the folder, the server listens on its socket only.
    healthcheck: healthCheck("pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres"),
    // Fast shutdown: sessions end, a checkpoint is written. SIGTERM would wait for the apps' sessions until it is killed.
    stop_signal: "SIGINT",
    stop_grace_period: "60s",
    oom_score_adj: oomScores.postgres,
  };
}

/** `17` of `postgres:17.6-bookworm`. */
export function majorVersion(image: string): string {
  const major = /:(\d+)/.exec(image)?.[1];
  if (major === undefined) throw new RangeError(`${image} does not name a PostgreSQL version`);
  return major;
}

/**
 * The folder that the image declares a volume, so that Docker makes no other for it. 18 moved it.
 * https://hub.docker.com/_/postgres, "PGDATA", read 2026-11.
 */
function dataFolder(image: string): string {
  return Number(majorVersion(image)) >= 18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data";
}

function serverFlags(memoryMb: number, keepsLog: boolean): readonly string[] {
  const parameters = { ...postgresSettings(memoryMb).parameters, ...(keepsLog && archiveParameters) };
  return Object.entries(parameters).flatMap(([name, value]) => ["-c", literal(`${name}=${value}`)]);
}
