import type { Settings } from "../settings/schema";
import { certificateNames, namedHosts } from "./certificate";
import { fargateSize } from "./fargate-size";
import { hostRules, type Priorities } from "./host-rules";
import { privateZone } from "./names";
import { sitePaths } from "./site-paths";
import type { FargatePlan, ServicePlan, SitePlan } from "./fargate-types";
import type { AppPlan } from "./types";

/** Fargate stops a task at most this long after asking it to. ECS API, ContainerDefinition.stopTimeout */
const longestStop = 120;
/** Bad tasks until ECS gives a new version up, and what a task needs besides its app's own start: place, network, image. */
const attempts = 3;
const placeSeconds = 120;
/** ECS API, Service.healthCheckGracePeriodSeconds; until then a failed check does not count. */
const checkSeconds = 30;

/** Paths of the files of static sites: app -> paths. */
export type SiteFiles = Readonly<Record<string, readonly string[]>>;

/** What this part of the plan needs to know besides the settings. */
export interface FargateFacts {
  readonly siteFiles: SiteFiles;
  /** Of the load balancer's rules that are deployed. */
  readonly priorities?: Priorities;
}

/** Everything of the fargate tier that can be known without AWS. */
export function fargatePlan(
  { fargate, apps: written, domain }: Settings,
  apps: readonly AppPlan[],
  stack: string,
  { siteFiles: files, priorities }: FargateFacts,
): FargatePlan {
  const cpus = new Map(written.map(({ name, cpu }) => [name, cpu]));
  const containers = apps.filter((app) => app.kind !== "static");
  const sites = apps.filter((app) => app.kind === "static");
  const web = containers.filter((app) => app.kind === "web");
  const { spotPercent, network, exec, logDays } = fargate;
  return {
    spotPercent,
    network,
    exec,
    logDays,
    balanced: web.length > 0,
    rules: hostRules(web, priorities),
    // With one container there is nobody to call.
    namespace: web.length > 0 && containers.length > 1 ? privateZone(stack) : undefined,
    services: containers.flatMap((app) => servicePlan(app, cpus.get(app.name), exec)),
    sites: sites.map((app) => sitePlan(app, files[app.name] ?? [])),
    siteCertificateNames: certificateNames(sites.flatMap(namedHosts), domain),
  };
}

function servicePlan(app: AppPlan, cpu: number | undefined, exec: boolean): readonly ServicePlan[] {
  const size = fargateSize(app.memoryMb, cpu);
  if (!size) return [];
  return [
    {
      app: app.name,
      ...size,
      replace: app.overlap || app.scale.max > 1 ? "after" : "first",
      graceSeconds: app.startSeconds + checkSeconds,
      drainSeconds: app.stopSeconds,
      stopSeconds: Math.min(app.stopSeconds, longestStop),
      exec: exec && !app.readOnly,
      rolloutSeconds: attempts * (placeSeconds + app.startSeconds + checkSeconds + 2 * app.stopSeconds),
    },
  ];
}

function sitePlan(app: AppPlan, files: readonly string[]): SitePlan {
  const [to] = app.hosts;
  const redirects = to !== undefined && app.redirectHosts.length > 0;
  return {
    app: app.name,
    files,
    paths: sitePaths(files),
    ...(redirects && { redirects: { from: app.redirectHosts, to } }),
  };
}
