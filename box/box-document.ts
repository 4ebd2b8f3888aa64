import { createHash } from "node:crypto";
import type { AppPlan, Homes, Plan } from "../plan/types";
import { appService } from "./compose/app-service";
import { appParameter, boxParameter, offsiteParameters } from "../plan/names";
import { databaseAdmin, databasePort, rdsPassword } from "../plan/rds-server";
import { connectionLimit, postgresSettings } from "./compose/postgres-settings";
import { majorVersion } from "./compose/postgres-service";
import { ownServices } from "./own-services";
import { paths, volumeFolder } from "./paths";

/** What the programs on the box need to know, as JSON. Secrets by parameter name, never by value. */
export function boxDocument(plan: Plan): string {
  const { nightly, others } = plan.backups;
  const backups = { keep: nightly, ...(others && { others }), ...offsiteDocument(plan) };
  return JSON.stringify({ ...boxFacts(plan), backups }, undefined, 2) + "\n";
}

function offsiteDocument({ stack, backups: { offsite } }: Plan) {
  if (!offsite) return {};
  const keyIdParameter = boxParameter(stack, offsiteParameters.id);
  const keyParameter = boxParameter(stack, offsiteParameters.secret);
  return { offsite: { ...offsite, keyIdParameter, keyParameter } };
}

/** The document's content; other places where the same programs run add to it. */
export function boxFacts(plan: Plan) {
  const connections = databaseConnections(plan);
  return {
    stack: plan.stack,
    dataServices: dataServices(plan),
    ...dataHomeDocument(plan, connections),
    ...(keepsLog(plan) && { pointInTime: { days: plan.backups.pointInTimeDays } }),
    ...(plan.alerts?.figures && { figures: plan.alerts.figures }),
    olderPostgres: plan.box.olderPostgres,
    apps: plan.apps.map((app) => appDocument(app, plan, connections)),
  };
}

/** Whether the box's PostgreSQL keeps its log for point-in-time recovery. */
function keepsLog(plan: Plan): boolean {
  return plan.backups.pointInTimeDays > 0 && ownServices(plan).postgres;
}

/** `elsewhere`: apps that run on another tier, and whose databases the box may have to move. */
function dataHomeDocument(plan: Plan, connections: number) {
  if (!plan.dataHome) return {};
  const { fresh, reachable, elsewhere = [] } = plan.dataHome;
  return {
    dataHome: { fresh, reachable, ...rdsDocument(plan) },
    ...(elsewhere.length > 0 && {
      elsewhere: elsewhere.map((app) => ({
        name: app.name,
        secrets: [],
        database: { ...app.database, connections, tls: app.databaseTls },
      })),
    }),
  };
}

/** Its address is in values.env. */
function rdsDocument({ stack, rds }: Plan) {
  if (!rds) return {};
  const passwordParameter = boxParameter(stack, rdsPassword);
  return { rds: { port: databasePort, admin: databaseAdmin, storageGb: rds.storageGb, passwordParameter } };
}

/** Services that keep data -> their folder. */
function dataServices(plan: Plan): Readonly<Record<string, string>> {
  const own = ownServices(plan);
  return {
    ...(own.postgres && {
      postgres: `${paths.data}/postgres/${majorVersion(plan.box.images.postgres)}`,
    }),
    ...(own.redis && { redis: `${paths.data}/redis` }),
  };
}

/** The version of a generated secret is here so that rotating it makes a new bundle. */
function appDocument(app: AppPlan, { stack, homes, dataHome }: Plan, connections: number) {
  return {
    name: app.name,
    health: app.source.kind === "static" ? "/" : app.health,
    site: app.kind !== "worker",
    // Where the site answers; without one under the box's address.
    ...(app.hosts[0] !== undefined && { host: app.hosts[0] }),
    ...(app.kind !== "static" && containerDocument(app, homes)),
    secrets: [
      ...app.secrets.map(({ name, parameter, version }) => ({ name, parameter, version })),
      ...outsideUrls(app, dataHome ? { ...homes, database: undefined } : homes).map((name) => ({
        name,
        parameter: appParameter(stack, app.name, name),
      })),
    ],
    volumes: app.volumes.map(({ name }) => volumeFolder(app.name, name)),
    ...(app.database && dataHome && { database: { ...app.database, connections, tls: app.databaseTls } }),
    ...(app.cache && homes.cache === "box" && { cache: app.cache }),
    ...(app.migrate !== undefined && { migrate: app.migrate }),
    ...(app.basicAuth && { basicAuth: app.basicAuth }),
    // The box's own questions count, too.
    ...(app.rateLimit && { rateLimited: true }),
    ...(app.source.kind === "static" && { static: app.source.digest }),
  };
}

/** Databases and caches outside are reached by URLs that are secrets as a whole (components/secrets.ts). */
function outsideUrls(app: AppPlan, homes: Homes): readonly string[] {
  return [
    ...(app.database && homes.database === "rds" ? ["DATABASE_URL"] : []),
    ...(app.cache && homes.cache === "elasticache" ? ["REDIS_URL"] : []),
  ];
}

/**
 * What a rolling update needs. The configuration's checksum decides whether the container is made anew, together with the
 * image and the env file; Compose's own checksum would change when the box gets another version of Compose.
 */
function containerDocument(app: AppPlan, homes: Homes) {
  const configuration = createHash("sha256")
    .update(JSON.stringify(appService(app, homes)))
    .digest("hex");
  return { configuration, port: app.port, overlap: app.overlap };
}

function databaseConnections({ apps, box, dataHome }: Plan): number {
  const databases = [...apps, ...(dataHome?.elsewhere ?? [])].filter((app) => app.database).length;
  return connectionLimit(postgresSettings(box.databaseMemoryMb).maxConnections, databases);
}
