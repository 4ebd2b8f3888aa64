import { postgresSettings } from "../box/compose/postgres-settings";
import { appUrls } from "../plan/urls";
import { toldNotes } from "../plan/told-notes";
import type { AppPlan, Plan } from "../plan/types";
import type { Evaluation } from "./evaluate/evaluate";
import type { RecordedResource } from "./evaluate/recorded-resource";
import { describedResource, groupOf, groups, isMain, shortType, type Group } from "./resource-groups";

const indent = "  ";
const maxPartsShown = 3;
/** Stands for the address that AWS gives at the first `up`. */
const addressPlaceholder = "<address>";

/** The tree of a stack as text: groups, counts, what is protected, where the apps will answer. */
export function previewText(plan: Plan, evaluation: Evaluation): string {
  const names = new Set(plan.apps.map((app) => app.name));
  const inGroup = (group: Group) =>
    evaluation.resources.filter((resource) => groupOf(resource, names) === group);
  const sections = groups
    .map((group) => ({ group, members: inGroup(group) }))
    .filter(({ members }) => members.length > 0)
    .map(({ group, members }) => [heading(group, members), ...groupLines(group, members, plan)].join("\n"));
  return [title(plan, evaluation), ...sections, ...memoryLines(plan), notes(plan, evaluation)].join("\n\n");
}

function title(plan: Plan, { resources }: Evaluation): string {
  const guarded = resources.filter((resource) => resource.options.protect).length;
  const inAws = resources.filter(({ type }) => type.startsWith("aws:")).length;
  const where = `Stack ${plan.stack}, tier ${plan.tier}, ${plan.region}`;
  return `${where}: ${resources.length} resources, ${inAws} of them in AWS, ${guarded} protected`;
}

function heading(group: Group, members: readonly RecordedResource[]): string {
  return `${group} (${members.length} resource${members.length === 1 ? "" : "s"})`;
}

function groupLines(group: Group, members: readonly RecordedResource[], plan: Plan): readonly string[] {
  if (group !== "Apps") return resourceLines(members);
  const width = Math.max(...plan.apps.map((app) => app.name.length));
  return plan.apps.map((app) => appLine(app, plan, width));
}

/** Resources of one logical name share a line: a bucket and its parts. Components only group others. */
function resourceLines(members: readonly RecordedResource[]): readonly string[] {
  const custom = members.filter((member) => member.custom);
  const width = Math.max(...custom.map((member) => member.name.length));
  return [...groupByName(custom)].map(([name, same]) => {
    const guarded = same.some((resource) => resource.options.protect) ? "  [protected]" : "";
    return `${indent}${name.padEnd(width)}  ${typesText(same)}${guarded}`;
  });
}

/** The resource that the others belong to, in words, and the few others or how many there are. */
function typesText(same: readonly RecordedResource[]): string {
  const [main, ...parts] = same.toSorted((a, b) => Number(isMain(b)) - Number(isMain(a)));
  if (!main) return "";
  const names = parts.map((resource) => shortType(resource.type)).join(", ");
  if (parts.length === 0) return describedResource(main);
  const others = parts.length <= maxPartsShown ? names : `and ${parts.length} parts`;
  return `${describedResource(main)}${parts.length <= maxPartsShown ? ", " : " "}${others}`;
}

function groupByName(members: readonly RecordedResource[]): Map<string, RecordedResource[]> {
  const byName = new Map<string, RecordedResource[]>();
  for (const member of members) byName.set(member.name, [...(byName.get(member.name) ?? []), member]);
  return byName;
}

function appLine(app: AppPlan, plan: Plan, width: number): string {
  const where = urlsOf(app, plan).join(" ") || "no port";
  return `${indent}${app.name.padEnd(width)}  ${app.kind.padEnd(6)}  ${needs(app).padEnd(44)}  ${where}`;
}

/** Without a host, names that AWS gives: of a load balancer, or of a site's distribution. */
function urlsOf(app: AppPlan, { beanstalk, fargate }: Plan): readonly string[] {
  if (app.hosts.length > 0 || app.kind === "worker") return appUrls(app, addressPlaceholder);
  if (fargate && app.kind === "static") return ["https://<distribution>"];
  return fargate || beanstalk?.balanced ? ["http://<load balancer>"] : appUrls(app, addressPlaceholder);
}

function needs(app: AppPlan): string {
  return [
    app.memoryMb > 0 ? `${app.memoryMb} MiB` : "",
    app.source.kind === "build" ? "build" : "",
    app.database ? "database" : "",
    app.cache ? "cache" : "",
    app.volumes.length > 0 ? "volume" : "",
    app.basicAuth ? "password" : "",
    app.rateLimit ? "rate limit" : "",
    app.secrets.length > 0 ? `${app.secrets.length} secret${app.secrets.length > 1 ? "s" : ""}` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** Of the machine that all apps share; on Fargate each has its own. */
function memoryLines({ box, tier }: Plan): readonly string[] {
  if (tier === "fargate") return [];
  const { lines, neededMb, usableMb, freeMb, smallestThatFits } = box.memory;
  const machine = tier === "beanstalk" ? "each instance" : "the box";
  const text = [
    `Memory of ${machine} (${box.instanceType}, MiB)`,
    ...lines.map(
      (line) =>
        `${indent}${line.what.padEnd(36)} ${String(line.mb).padStart(6)}${line.what === "postgres" ? `  ${postgresFigures(line.mb)}` : ""}`,
    ),
    `${indent}${"needed of usable".padEnd(36)} ${String(neededMb).padStart(6)} of ${usableMb}, ${freeMb} free; smallest that fits: ${smallestThatFits}`,
  ];
  return [text.join("\n")];
}

/** What the server makes of its memory. */
function postgresFigures(memoryMb: number): string {
  const { shared_buffers, work_mem, max_connections } = postgresSettings(memoryMb).parameters;
  return `shared buffers ${shared_buffers}, work_mem ${work_mem}, ${max_connections} connections`;
}

function notes(plan: Plan, { placeholders }: Evaluation): string {
  return [
    `Placeholders for answers of AWS: ${placeholders.join("; ")}`,
    plan.dns.domain === undefined
      ? "No domain: plain HTTP. What stands in <> is known after the first up."
      : "",
    ...plan.notes,
    ...toldNotes(plan),
    plan.dns.manual.length > 0 ? `Records to set by hand: ${plan.dns.manual.join(", ")}` : "",
  ]
    .filter(Boolean)
    .join("\n");
}
