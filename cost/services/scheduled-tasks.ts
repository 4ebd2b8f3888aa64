import { MissingInput } from "../missing-input";
import { HOURS_PER_MONTH } from "../money";
import type { Sheet } from "../sheet";
import { type Amount, amount, grouped } from "../usage/amount";
import { inUse } from "./public-ipv4";
import { taskSize } from "./task-size";

const DAYS_PER_MONTH = HOURS_PER_MONTH / 24;
const DAYS_PER_WEEK = 7;
/** Fargate bills a minute at least, and from the moment the image is pulled. */
const MINUTES = 10;

/** Tasks on Fargate that a schedule starts and that end by themselves; undefined for a schedule of anything else. */
export function scheduledTaskLines(sheet: Sheet): true | undefined {
  const task = sheet.inputs.block("target")?.block("ecsParameters");
  if (!task) return undefined;
  if (task.text("launchType") !== "FARGATE")
    throw new MissingInput("no price for tasks that are not on Fargate");
  const { arm, vcpu, memoryGb } = taskSize(sheet, "target");
  const hours = hoursOf(sheet);
  const item = `fargate.${arm ? "arm" : "x86"}`;
  const line = (what: string, key: { service: string; item: string }, each: number) =>
    sheet.usage(what, key, { ...hours, value: hours.value * each });
  line(`Scheduled task, ${vcpu} vCPU`, { service: "fargate", item: `${item}.vCPU` }, vcpu);
  line(`Scheduled task, ${memoryGb} GB`, { service: "fargate", item: `${item}.GB` }, memoryGb);
  if (task.block("networkConfiguration")?.flag("assignPublicIp") === true)
    line("Scheduled task, public IPv4 address", inUse, 1);
  return true;
}

function hoursOf(sheet: Sheet): Amount {
  const runs = sheet.inputs.text("state") === "DISABLED" ? 0 : runsOf(sheet);
  const minutes = sheet.amount("minutes_per_run", amount(MINUTES, `${MINUTES} minutes a run (default)`));
  const assumption = `${grouped(Math.round(runs * 10) / 10)} runs a month, ${minutes.assumption}`;
  return amount((runs * minutes.value) / 60, assumption);
}

function runsOf(sheet: Sheet): number {
  const given = sheet.given("monthly_invocations");
  if (given) return given.value;
  const expression = sheet.inputs.needText("scheduleExpression");
  const runs = perMonth(expression);
  if (runs === undefined)
    throw new MissingInput(`how often ${expression} is cannot be told: give monthly_invocations`);
  return runs;
}

/** Once a day at most: `cron(0 3 * * ? *)`, `cron(0 5 15 * ? *)`, `cron(0 9 ? * MON,TUE *)`, `cron(0 9 ? * MON#2 *)`. */
function perMonth(expression: string): number | undefined {
  const [, day = "", weekdays = ""] =
    /^cron\(\d+ \d+ (\*|\?|\d+) \* ([?A-Z0-9,#]+) \*\)$/.exec(expression) ?? [];
  if (/^\d+$/.test(day) || weekdays.includes("#")) return 1;
  if (day === "*") return DAYS_PER_MONTH;
  if (day !== "?" || weekdays === "?") return undefined;
  return (weekdays.split(",").length * DAYS_PER_MONTH) / DAYS_PER_WEEK;
}
