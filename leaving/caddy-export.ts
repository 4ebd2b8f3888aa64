import { caddyfile } from "../box/caddy/caddyfile";
import type { Plan } from "../plan/types";
import { exportVariable } from "./variables";

/** The box's Caddyfile for a machine without Ladder's programs: apps by the names of their services, sites as they lie. */
export function caddyExport(plan: Plan): string {
  return caddyfile(plan)
    .replace(/^# Made by Ladder.*$/m, "# Made by npm run export of Ladder; yours from now on.")
    .replaceAll(/tcp\/\{file\.\/etc\/caddy\/upstreams\/([a-z0-9-]+)\}/g, (_, app: string) =>
      upstream(plan, app),
    )
    .replaceAll(/^(\troot \/srv\/static\/[a-z0-9-]+)\/[0-9a-f]+$/gm, "$1")
    .replaceAll(/\{file\.\/etc\/basic-auth\/([a-z0-9-]+)\}/g, (_, app: string) => hash(app));
}

function upstream({ apps }: Plan, name: string): string {
  const port = apps.find((app) => app.name === name)?.port;
  if (port === undefined) throw new RangeError(`${name} has no port`);
  return `${name}:${port}`;
}

function hash(app: string): string {
  return `{$${exportVariable(app, "PASSWORD_HASH")}}`;
}
