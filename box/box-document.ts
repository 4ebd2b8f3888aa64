import { createHash } from "node:crypto";
import type { AppPlan, Plan } from "../plan/types";
import { appService } from "./compose/app-service";
import { connectionLimit, postgresSettings } from "./compose/postgres-settings";
import { majorVersion } from "./compose/postgres-service";
import { paths, volumeFolder } from "./paths";

/** What the programs on the box need to know, as JSON. Secrets by parameter name, never by value. */
export function boxDocument(plan: Plan): string {
  const connections = databaseConnections(plan);
  const document = {
    stack: plan.stack,
    dataServices: dataServices(plan),
    olderPostgres: plan.box.olderPostgres,
    apps: plan.apps.map((app) => appDocument(app, connections)),
  };
  return JSON.stringify(document, undefined, 2) + "\n";
}

/** Services that keep data -> their folder. */
function dataServices({ apps, box }: Plan): Readonly<Record<string, string>> {
  return {
    ...(apps.some((app) => app.database) && {
      postgres: `${paths.data}/postgres/${majorVersion(box.images.postgres)}`,
    }),
    ...(apps.some((app) => app.cache) && { redis: `${paths.data}/redis` }),
  };
}

/** The version of a generated secret is here so that rotating it makes a new bundle. */
function appDocument(app: AppPlan, connections: number) {
  return {
    name: app.name,
    health: app.source.kind === "static" ? "/" : app.health,
    site: app.kind !== "worker",
    // Where the site answers; without one under the box's address.
    ...(app.hosts[0] !== undefined && { host: app.hosts[0] }),
    ...(app.kind !== "static" && containerDocument(app)),
    secrets: app.secrets.map(({ name, parameter, version }) => ({ name, parameter, version })),
    volumes: app.volumes.map(({ name }) => volumeFolder(app.name, name)),
    ...(app.database && { database: { ...app.database, connections } }),
    ...(app.cache && { cache: app.cache }),
    ...(app.migrate !== undefined && { migrate: app.migrate }),
    ...(app.basicAuth && { basicAuth: app.basicAuth }),
    ...(app.source.kind === "static" && { static: app.source.digest }),
  };
}

/**
 * What a rolling update needs. The configuration's checksum decides whether the container is made anew, together with the
 * image and the env file; Compose's own checksum would change when the box gets another version of Compose.
 */
function containerDocument(app: AppPlan) {
  const configuration = createHash("sha256")
    .update(JSON.stringify(appService(app)))
    .digest("hex");
  return { configuration, port: app.port, overlap: app.overlap };
}

function databaseConnections({ apps, box }: Plan): number {
  const databases = apps.filter((app) => app.database).length;
  return connectionLimit(postgresSettings(box.databaseMemoryMb).maxConnections, databases);
}
