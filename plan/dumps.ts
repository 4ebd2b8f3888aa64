import type { Settings } from "../settings/schema";
import { parameterRoot } from "./names";
import { postgresImage } from "./postgres-majors";
import { schedulePlan } from "./schedule";
import type { Declared } from "./switching/declared";
import type { DataHomePlan, RdsPlan } from "./types";

/** The task that makes backups of the databases on RDS. Plain JSON. */
export interface DumpsPlan {
  /** PostgreSQL's official image, of the major that RDS runs: its clients. */
  readonly image: string;
  /** A vCPU is 1024. */
  readonly cpu: number;
  readonly memoryMb: number;
  /** Longer runs are ended. */
  readonly limitSeconds: number;
  readonly nightly: Clock;
  readonly drill: Clock;
  /** Of RDS, for the room that a drill needs. */
  readonly storageGb: number;
  /** Of what starts the task by hand. */
  readonly parameter: string;
}

/** When EventBridge starts it. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
export interface Clock {
  readonly expression: string;
  readonly timezone: string;
}

/**
 * Python, the AWS SDK and two of PostgreSQL's clients fit into half of the memory; less CPU makes compressing the dumps slow.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html (sizes, 2026-11-22)
 */
const size = { cpu: 512, memoryMb: 1024 } as const;
const limitSeconds = 6 * 3600;
/** In minutes; RDS needs some to start where a schedule stops it at night. */
const afterStart = 60;
/** Later than the backup, which the drill restores. */
const afterNightly = 120;
const drillDay = 15;

interface Databases {
  readonly dataHome?: DataHomePlan;
  readonly rds?: RdsPlan;
}

/**
 * Set when databases on RDS have no box beside them. One that has makes backups of its own, into the same bucket: retention counts
 * all that are there, so exactly one of both makes them.
 */
export function dumpsPlan(
  settings: Settings,
  { computes }: Pick<Declared, "computes">,
  { rds }: Databases,
  stack: string,
): DumpsPlan | undefined {
  if (!rds || computes.includes("compose") || settings.backups.nightly === 0) return undefined;
  return {
    image: postgresImage(Number(rds.majorVersion)),
    ...size,
    limitSeconds,
    ...clocks(settings, stack),
    storageGb: rds.storageGb,
    parameter: dumpsParameter(stack),
  };
}

/** A box that never had PostgreSQL has no clients to dump RDS with. */
export function dumpsNotes(
  { backups }: Settings,
  { computes }: Pick<Declared, "computes">,
  { dataHome, rds }: Databases,
): readonly string[] {
  const dumped = !computes.includes("compose") || dataHome?.reachable.includes("box");
  if (!rds || dumped || backups.nightly === 0) return [];
  return [
    "Nobody dumps the databases on RDS while a box is there that never had databases of its own: they have RDS's own backups alone.",
  ];
}

/** Where `npm run restore` learns how the task is started; no value in it is secret. */
export function dumpsParameter(stack: string): string {
  return `${parameterRoot(stack)}/dumps/TASK`;
}

/** With working hours: within them, as RDS is stopped outside. */
function clocks(settings: Settings, stack: string): Pick<DumpsPlan, "nightly" | "drill"> {
  const schedule = schedulePlan(settings, stack, [settings.tier]);
  if (!schedule) {
    const begin = minutesOf(settings.backups.timeUtc);
    return {
      nightly: { expression: `cron(${at(begin)} * * ? *)`, timezone: "UTC" },
      drill: { expression: `cron(${at(begin + afterNightly)} ${drillDay} * ? *)`, timezone: "UTC" },
    };
  }
  const { start, stop, days, timezone } = schedule.hours;
  const within = (begin: number, minutes: number) =>
    begin + Math.min(minutes, Math.floor((minutesOf(stop) - begin) / 2));
  const begin = within(minutesOf(start), afterStart);
  const named = days.map((day) => day.toUpperCase());
  return {
    nightly: { expression: `cron(${at(begin)} ? * ${named.join(",")} *)`, timezone },
    // The second such day of the month.
    drill: { expression: `cron(${at(within(begin, afterNightly))} ? * ${named[0]}#2 *)`, timezone },
  };
}

/** Minute and hour. */
function at(minutes: number): string {
  return `${minutes % 60} ${Math.floor(minutes / 60) % 24}`;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
