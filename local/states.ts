import { setTimeout } from "node:timers/promises";
import type { AppPlan, Plan } from "../plan/types";
import { compose } from "./docker";
import type { Ports } from "./differences";
import type { LeftOut } from "./images";
import type { LocalProject } from "./project";
import { statusOf } from "./site-status";

/** What became of an app. */
export interface AppState {
  readonly name: string;
  readonly kind: AppPlan["kind"];
  /** HTTPS; absent for a worker. */
  readonly url?: string;
  readonly httpUrl?: string;
  /** healthy, running (a worker), served (a static site), or what is wrong. */
  readonly state: string;
  /** Why it does not run, or not in its newest version. */
  readonly reason?: string;
}

/** Longer than a health check takes to give an app up. */
const patienceMs = 300_000;
const pauseMs = 500;
const good: readonly string[] = ["healthy", "running", "served"];

export function isGood({ state, reason }: AppState): boolean {
  return good.includes(state) && reason === undefined;
}

/** The state of every app: of its container, and of its answer through Caddy. */
export async function appStates(
  { apps }: Plan,
  project: LocalProject,
  ports: Ports,
  leftOut: LeftOut,
): Promise<readonly AppState[]> {
  const containers = await containerStates(project);
  return Promise.all(
    apps.map(async (app) => {
      const reason = leftOut[app.name];
      const state = app.kind === "static" ? "served" : (containers[app.name] ?? "left out");
      const urls = app.kind === "worker" ? {} : urlsOf(app.name, ports);
      const asked = app.kind !== "worker" && good.includes(state) ? await siteState(app, ports) : undefined;
      return { name: app.name, kind: app.kind, ...urls, state: asked ?? state, ...(reason && { reason }) };
    }),
  );
}

/** Waits until no container is starting any more: each is healthy, or has been given up by its health check. */
export async function settled(project: LocalProject): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const states = Object.values(await containerStates(project));
    if (!states.includes("starting") || Date.now() > deadline) return;
    await setTimeout(pauseMs);
  }
}

/** Host name of an app here. */
export function localHost(app: string): string {
  return `${app}.localhost`;
}

function urlsOf(app: string, { http, https }: Ports) {
  const port = (number: number, standard: number) => (number === standard ? "" : `:${number}`);
  return {
    url: `https://${localHost(app)}${port(https, 443)}`,
    httpUrl: `http://${localHost(app)}${port(http, 80)}`,
  };
}

/** Undefined when the app answers through Caddy; what it answers otherwise. */
async function siteState(app: AppPlan, { http }: Ports): Promise<string | undefined> {
  const path = app.kind === "static" ? "/" : app.health;
  const status = await statusOf(http, localHost(app.name), path);
  if (status === undefined) return "no answer";
  const asksForPassword = status === 401 && app.basicAuth !== undefined;
  return asksForPassword || (status >= 200 && status < 400) ? undefined : `answers ${status}`;
}

/** Service -> its health, or its state when it has no health check. */
async function containerStates(project: LocalProject): Promise<Readonly<Record<string, string>>> {
  const text = await compose(project, ["ps", "--all", "--format", "json"]);
  // One document a line since Compose 2.21, one array before.
  const found = text.startsWith("[") ? text : `[${text.split("\n").filter(Boolean).join(",")}]`;
  const containers = JSON.parse(found) as readonly { Service: string; State: string; Health: string }[];
  return Object.fromEntries(containers.map(({ Service, State, Health }) => [Service, Health || State]));
}
