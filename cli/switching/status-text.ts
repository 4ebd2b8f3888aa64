import { money } from "../../cost/render/format";
import { homeTitles, partTitle } from "../../plan/switching/home-titles";
import { writeStopText } from "../../plan/switching/known-size";
import { isSplit, sharesText } from "../../plan/switching/shares";
import type { SwitchStatus } from "../../plan/switching/status";
import type { PricedChoice } from "./choice-costs";
import { type Watch, watchText } from "./watch";

export interface ShownStatus extends SwitchStatus {
  readonly choices: readonly PricedChoice[];
  /** What stands by or is left over costs so much, where the prices are known. */
  readonly standbyUsdPerDay?: number;
  /** Whether an alarm took the serving tier out; absent where nothing watches it. */
  readonly watch?: Watch;
}

type Row = readonly [what: string, text: string];

/** The status on one screen. */
export function statusText(stack: string, status: ShownStatus): string {
  const { serves, choices } = status;
  if (serves === undefined) return `Stack ${stack} was never deployed to the end: pulumi up -s ${stack}.`;
  return [
    `Stack ${stack}`,
    ...rowsOf(status, serves).map(([what, text]) => `  ${what.padEnd(10)}  ${text}`),
    ...choicesText(choices),
  ].join("\n");
}

function rowsOf(status: ShownStatus, serves: string): readonly Row[] {
  const { servesSince, standbys, unfinished, leftOver, retiring, watch, visitors = {} } = status;
  const cost = costText(status);
  const rows: readonly (Row | undefined)[] = [
    ["serves", `${serves}${since(servesSince)}`],
    isSplit(visitors) ? ["visitors", sharesText(visitors)] : undefined,
    watch ? ["watched", watchText(watch)] : undefined,
    ["databases", dataText(status)],
    status.data ? ["a move", `stops writes for ${writeStopText(status.data)}`] : undefined,
    ...(status.byHand ?? []).map(({ tier, records }): Row => [
      "by hand",
      `${tier === serves ? `now ${tier}` : `to go to ${tier}`}: ${records.join("; ") || "not known to the state"}`,
    ]),
    ["standby", standbys.length > 0 ? `${standbys.join(", ")}${cost}` : "none"],
    unfinished.length > 0
      ? ["unfinished", `${unfinished.join(", ")}: pulumi up goes on, or set tier back`]
      : undefined,
    leftOver.length > 0 ? ["left over", leftOverText(status, standbys.length > 0 ? "" : cost)] : undefined,
    status.workersStopped ? ["workers", `stopped: the next pulumi up starts them on ${serves}`] : undefined,
    ...retiring.map(({ part, updates }): Row => ["retiring", `${partTitle(part)}: ${retiringText[updates]}`]),
  ];
  return rows.filter((row) => row !== undefined);
}

const retiringText = {
  one: "the next pulumi up removes it",
  two: "the next pulumi up lifts its protection, the one after removes it",
  three:
    "the next pulumi up moves the databases home, the one after lifts its protection, the third removes it",
} as const;

function costText({ standbyUsdPerDay, standbys, rdsLeftOver }: ShownStatus): string {
  if (standbyUsdPerDay === undefined) return "";
  const together = standbys.length > 1 || (rdsLeftOver && standbys.length > 0) ? " together" : "";
  return `, $${money(standbyUsdPerDay)} a day${together}`;
}

function leftOverText({ leftOver, rdsLeftOver }: ShownStatus, cost: string): string {
  const tiers = leftOver.filter((part) => part !== "rds");
  const of = tiers.length > 0 ? `, of ${tiers.join(" and ")}, which was given up` : ", which no app uses";
  return rdsLeftOver
    ? `RDS${of}: billed until it is retired${cost}`
    : `${tiers.join(" and ")}, which was given up: its part of what others use`;
}

function dataText({ dataAt, dataSince, dataWanted }: SwitchStatus): string {
  const at = dataAt === undefined ? "not known to the state" : `on ${homeTitles[dataAt]}${since(dataSince)}`;
  return dataWanted ? `${at}; to be on ${homeTitles[dataWanted]}, not finished: pulumi up goes on` : at;
}

/** `2026-11-21T13:46:33.730196952Z` -> `, since 2026-11-21 13:46 UTC`. */
function since(time: string | undefined): string {
  if (time === undefined) return "";
  const [day, clock] = new Date(time).toISOString().split("T");
  return `, since ${day ?? ""} ${clock?.slice(0, 5) ?? ""} UTC`;
}

/** What each does and costs, and below it what to type. */
function choicesText(choices: readonly PricedChoice[]): readonly string[] {
  const prices = choices.map(({ usdPerMonth }) =>
    usdPerMonth === undefined ? "" : `$${money(usdPerMonth)} a month`,
  );
  const width = Math.max(...prices.map(({ length }) => length));
  const lines = choices.flatMap((choice, index) => {
    const refused = choice.command === undefined ? "pulumi up would be refused" : "refused";
    const text = choice.refused === undefined ? choice.does : `${choice.does}: ${refused}, ${choice.refused}`;
    const price = width > 0 ? `${(prices[index] ?? "").padStart(width)}  ` : "";
    const below = [
      ...(choice.removes && choice.removes.length > 0 ? [`removes ${choice.removes.join(", ")}`] : []),
      ...(choice.command === undefined ? [] : [choice.command]),
    ];
    return [`  ${price}${text}`, ...below.map((line) => `      ${line}`)];
  });
  return ["What you may do", ...lines];
}
