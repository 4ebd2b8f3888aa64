import { money } from "../../cost/render/format";
import { homeTitles } from "../../plan/switching/home-titles";
import { writeStopText } from "../../plan/switching/known-size";
import type { SwitchStatus } from "../../plan/switching/status";
import type { PricedChoice } from "./choice-costs";

export interface PricedStatus extends SwitchStatus {
  readonly choices: readonly PricedChoice[];
}

/** The status on one screen. `standbyUsdPerDay`: what the standbys cost, where the prices are known. */
export function statusText(
  stack: string,
  status: PricedStatus,
  standbyUsdPerDay: string | undefined,
): string {
  const { serves, servesSince, standbys, unfinished, leftOver, retiring, choices } = status;
  if (serves === undefined) return `Stack ${stack} was never deployed to the end: pulumi up.`;
  const cost = standbyUsdPerDay === undefined ? "" : `, $${standbyUsdPerDay} a day`;
  const rows = [
    ["serves", `${serves}${since(servesSince)}`],
    ["databases", dataText(status)],
    ...(status.data ? [["a move", `stops writes for ${writeStopText(status.data)}`]] : []),
    ...(status.byHand ?? []).map(({ tier, records }) => [
      "by hand",
      `${tier === serves ? `now ${tier}` : `to go to ${tier}`}: ${records.join("; ") || "not known to the state"}`,
    ]),
    ["standby", standbys.length > 0 ? `${standbys.join(", ")}${cost}` : "none"],
    ...(unfinished.length > 0
      ? [["unfinished", `${unfinished.join(", ")}: pulumi up goes on, or set tier back`]]
      : []),
    ...(leftOver.length > 0
      ? [["left over", `RDS, for ${leftOver.join(", ")}, which was given up: billed until it is retired`]]
      : []),
    ...(status.workersStopped ? [["workers", `stopped: the next pulumi up starts them on ${serves}`]] : []),
    ...(retiring.length > 0 ? [["retiring", `${retiring.join(", ")}: the next pulumi up removes it`]] : []),
  ];
  return [
    `Stack ${stack}`,
    ...rows.map(([what = "", text = ""]) => `  ${what.padEnd(10)}  ${text}`),
    ...choicesText(choices),
  ].join("\n");
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

function choicesText(choices: readonly PricedChoice[]): readonly string[] {
  const rows = choices.map((choice) => ({
    command: choice.command ?? "nothing",
    price: choice.usdPerMonth === undefined ? "" : `$${money(choice.usdPerMonth)} a month`,
    text: choice.refused === undefined ? choice.does : `refused: ${choice.refused}`,
  }));
  const width = (field: "command" | "price") => Math.max(...rows.map((row) => row[field].length));
  const [commands, prices] = [width("command"), width("price")];
  return [
    "What you may do",
    ...rows.map(({ command, price, text }) =>
      [`  ${command.padEnd(commands)}`, ...(prices > 0 ? [price.padStart(prices)] : []), text].join("  "),
    ),
  ];
}
