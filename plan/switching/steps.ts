import { type Tier, tierNames } from "../../settings/schema";
import type { StackPlan, TierView } from "../stack-plan-types";
import { servingOf, standbysOf } from "../tier-views";
import type { DeployedResource } from "../deployed";
import { byHand, type HandRecords } from "./by-hand";
import { homeTitles } from "./home-titles";
import { type KnownSize, writeStopSeconds, writeStopText } from "./known-size";
import { isBuilt, mayExist, type Memory, type Part, parts } from "./memory";
import { type LeftBehind, leftBehind } from "./left-behind";
import { ownCertificates } from "./own-certificates";
import { retireSteps } from "./retire-steps";
import { type Retirement, retirementOf } from "./retirement";
import { type Shares, sharesIn, sharesText } from "./shares";
import { heldStep, standbyStep } from "./worker-steps";

/** One step of an update, in the order that it is taken. */
export interface SwitchStep {
  readonly what: "state" | "standby" | "move" | "compute" | "traffic" | "retire";
  /** One sentence. */
  readonly text: string;
}

/** What this update changes about who serves and where the data is; as data and, in each text, as words. */
export interface SwitchPlan {
  readonly stack: string;
  readonly from: Tier;
  readonly to: Tier;
  readonly databases: {
    readonly from?: "box" | "rds";
    readonly to?: "box" | "rds";
    /** Where the box said how much they hold. */
    readonly size?: KnownSize;
    /** Estimated from that, else not known before. */
    readonly writeStopSeconds?: number;
  };
  readonly steps: readonly SwitchStep[];
  readonly notMoved: readonly LeftBehind[];
  /** Records that only the user sets: `dns: manual`, and hosts outside the domain. */
  readonly byHand?: HandRecords;
  /** Tiers that run beside the serving one after the update; both are paid for until they are retired. */
  readonly standbys: readonly Tier[];
  /** Parts without compute whose databases nothing uses, and which are billed until they are retired. */
  readonly leftOver: readonly Part[];
  /** Visitors are split: the serving tier's share is a setting that a way back has to take away. */
  readonly split?: true;
  /** The databases stay on RDS, although no setting asks for that: coming home is asked for by name. */
  readonly awayFromHome?: true;
  /** Of each part that no setting asks for. */
  readonly retirement: readonly Retirement[];
}

interface Before {
  readonly memory: Memory;
  /** What is deployed. */
  readonly resources?: readonly DeployedResource[];
  /** The tier that the last finished update served from. */
  readonly tier: Tier | undefined;
  readonly size?: KnownSize;
}

/** The stack's output `tier`: of the last update that finished. */
export function tierBefore(outputs: Readonly<Record<string, unknown>>): Tier | undefined {
  return tierNames.find((tier) => tier === outputs["tier"]);
}

/** Undefined when the stack was never deployed, or this update moves nothing and nobody stands by. */
export function switchPlan(plan: StackPlan, before: Before): SwitchPlan | undefined {
  const to = plan.serving.tier;
  const from = before.tier;
  const standbys = standbysOf(plan.tiers).map(({ tier }) => tier);
  const databases = databasesOf(plan, before);
  const { kept, staying, going } = plan.declared;
  const leftOver = leftOverOf(plan, databases.to);
  const leaves = kept.length > staying.length || going !== undefined;
  const moves = databases.from !== databases.to;
  const held = heldStep(plan) !== undefined;
  const away = awayFromHome(plan, databases.to);
  if (from === undefined) return undefined;
  const something = moves || leaves || held || away || [...standbys, ...leftOver].length > 0;
  if (from === to && !something) return undefined;
  return {
    stack: plan.serving.stack,
    from,
    to,
    databases,
    steps: stepsOf(plan, { ...before, tier: from }, databases),
    notMoved: from === to ? [] : leftBehind(plan, from, before.memory),
    ...byHand(plan.serving, from, before.resources ?? []),
    standbys,
    leftOver,
    ...(servingOf(plan.tiers).weight < 100 && standbys.length > 0 && { split: true }),
    ...(away && { awayFromHome: true }),
    retirement: retirementOf(plan, databases.to),
  };
}

function databasesOf(plan: StackPlan, { memory, size }: Before): SwitchPlan["databases"] {
  if (!plan.state.apps.some((app) => app.database)) return {};
  const { dataAt } = memory;
  const to = plan.declared.dataHome === "stay" ? dataAt : plan.declared.dataHome;
  const moves = dataAt !== undefined && dataAt !== to;
  return {
    from: dataAt ?? to,
    to,
    ...(moves && size && { size, writeStopSeconds: writeStopSeconds(size) }),
  };
}

/** Of a switch that was given up, or of databases that came home: RDS stays until it is retired. */
function leftOverOf({ declared }: StackPlan, dataAt: SwitchPlan["databases"]["to"]): readonly Part[] {
  const { staying, computes } = declared;
  if (dataAt === "rds") return [];
  const managed = staying.filter((part) => part !== "compose");
  return managed.some((part) => computes.some((tier) => tier === part)) ? [] : managed;
}

/** `database: rds` was taken back to `auto`, and nothing else needs RDS. */
function awayFromHome({ declared }: StackPlan, dataAt: SwitchPlan["databases"]["to"]): boolean {
  const { dataHome, staying } = declared;
  return (
    dataHome === "stay" && dataAt === "rds" && staying.every((part) => ["compose", "rds"].includes(part))
  );
}

function stepsOf(
  plan: StackPlan,
  { tier: from, memory, resources = [] }: Before & { readonly tier: Tier },
  databases: SwitchPlan["databases"],
): readonly SwitchStep[] {
  const { serving, tiers } = plan;
  const standbys = standbysOf(tiers);
  const stoodBy = isBuilt(serving.tier, memory);
  const moves = databases.from !== databases.to;
  const steps: readonly (SwitchStep | undefined)[] = [
    moves && databases.to === "rds" ? { what: "state", text: rdsText(memory) } : undefined,
    ...standbys.map(({ tier }) => (tier === from ? standbyStep(tier, plan) : undefined)),
    heldStep(plan),
    moves ? moveStep(databases) : undefined,
    from === serving.tier
      ? undefined
      : {
          what: "compute",
          text: stoodBy
            ? `The ${serving.tier} tier, which stands by, takes this version and must be healthy; until then ${from} serves.`
            : `The ${serving.tier} tier is made beside ${from}, and must be healthy; until then ${from} serves.`,
        },
    from === serving.tier && staysShared(plan, sharesIn(resources)) ? undefined : trafficStep(plan, from),
    ...retireSteps(plan, databases, memory.computes),
  ];
  return steps.filter((step) => step !== undefined);
}

function rdsText(memory: Memory): string {
  const there = parts.some((part) => part !== "compose" && mayExist(part, memory));
  const made = there ? "is there already, or is finished" : "is made";
  return `PostgreSQL on RDS ${made}; apps go on with their databases on the box.`;
}

function moveStep({ from, to, size }: SwitchPlan["databases"]): SwitchStep {
  const stop = size
    ? writeStopText(size)
    : "how long is not known before: it grows with the databases, and is shown while they are copied";
  return {
    what: "move",
    text: `The databases move from ${homeTitles[from ?? "box"]} to ${homeTitles[to ?? "rds"]}: checks and a rehearsal while everything serves; then apps stop, every row is copied and compared, and apps start again. Writes stop for that time (${stop}). When anything fails, the old place serves on.`,
  };
}

function sharesOf(tiers: StackPlan["tiers"]): Shares {
  return Object.fromEntries(tiers.map(({ tier, weight }) => [tier, weight]));
}

/** Whether the records send visitors where they went before; where nobody knows, all went to the tier that serves. */
function staysShared({ tiers, serving }: StackPlan, before: Shares): boolean {
  const now = sharesText(sharesOf(tiers));
  return serving.dns.records.length === 0 || now === (sharesText(before) || `${serving.tier} 100 %`);
}

function trafficStep({ tiers, serving }: StackPlan, from: Tier): SwitchStep {
  const { domain, records, manual } = serving.dns;
  const shares = sharesText(sharesOf(tiers));
  const text =
    records.length > 0
      ? `DNS sends visitors to: ${shares}. Resolvers keep the old answer for up to 60 seconds.`
      : domain === undefined
        ? `The apps get other addresses: without a domain no name moves from ${from} to ${serving.tier}.`
        : `Visitors stay on ${from} until you change the records at your DNS provider; this update prints them (recordsToSet): ${manual.join(", ")}.`;
  const triggers = servingOf(tiers).triggers;
  const more = [
    domain !== undefined &&
    from !== serving.tier &&
    ownCertificates(serving.tier, serving.beanstalk?.balanced === true)
      ? certificateText(serving.tier)
      : "",
    triggers ? triggerText(serving, triggers) : "",
  ];
  return { what: "traffic", text: [text, ...more].filter(Boolean).join(" ") };
}

function certificateText(tier: Tier): string {
  return `${tier} gets certificates that it does not have yet only when names point at it: until then, some seconds as a rule, HTTPS fails there.`;
}

function triggerText(
  { tier, beanstalk, fargate }: StackPlan["serving"],
  { p95Ms, errorPercent, downMinutes, hours }: NonNullable<TierView["triggers"]>,
): string {
  const figures =
    (beanstalk?.balanced ?? fargate?.balanced) !== true
      ? " (without a load balancer nothing tells latency and errors)"
      : `, or its load balancer counts more than ${errorPercent} % errors or a p95 above ${p95Ms} ms for 5 minutes`;
  return `${tier} leaves DNS by itself when it cannot be reached for ${downMinutes} minutes of ${hours} hours${figures}; it comes back with \`pulumi up --refresh\`.`;
}
