import { stringify } from "yaml";
import { boxServices } from "../../settings/reserved-names";
import type { AppPlan, Plan } from "../../plan/types";
import { ownServices } from "../own-services";
import { appService } from "./app-service";
import { caddyService } from "./caddy-service";
import { postgresService } from "./postgres-service";
import { redisService } from "./redis-service";
import type { Service } from "./service";

const header = "# Made by Ladder from the stack's settings; edits are overwritten.\n";

/** Compose reads YAML 1.1: unquoted, 2026-11-20 would become a date and 20_000 a number, and the file be refused. */
export const everyStringQuoted = {
  lineWidth: 0,
  defaultStringType: "QUOTE_DOUBLE",
  defaultKeyType: "PLAIN",
} as const;

/** The Compose file of the box. */
export function composeFile(plan: Plan): string {
  return composeText(plan, composeServices(plan));
}

/** A Compose file with these services. */
export function composeText(plan: Plan, services: Readonly<Record<string, Service>>): string {
  return header + stringify({ name: "ladder", ...composition(services) }, everyStringQuoted);
}

/** Apps that have a container, i.e. all but static sites. */
export function containerApps(plan: Plan): readonly AppPlan[] {
  return plan.apps.filter((app) => app.kind !== "static");
}

/** All services of the box, by name. */
export function composeServices(plan: Plan): Readonly<Record<string, Service>> {
  const apps = containerApps(plan);
  const taken = apps.find((app) => boxServices.some((name) => name === app.name));
  if (taken) throw new RangeError(`${taken.name} is the name of a service of the box`);
  const own = ownServices(plan);
  return {
    caddy: caddyService(plan),
    ...(own.postgres && { postgres: postgresService(plan) }),
    ...(own.redis && { redis: redisService(plan) }),
    ...Object.fromEntries(apps.map((app) => [app.name, appService(app, plan.homes)])),
  };
}

function composition(services: Readonly<Record<string, Service>>) {
  const names = Object.values(services).flatMap(({ networks }) => Object.keys(networks));
  return { services, networks: Object.fromEntries(names.map((name) => [name, {}])) };
}
