import type { SwitchStatus } from "../../plan/switching/status";

const places = { box: "on the box", rds: "on RDS" };

/** The status on one screen. `standbyUsdPerDay`: what the standbys cost, where the prices are known. */
export function statusText(
  stack: string,
  status: SwitchStatus,
  standbyUsdPerDay: string | undefined,
): string {
  const { serves, dataAt, dataWanted, standbys, unfinished, retiring, choices } = status;
  if (serves === undefined) return `Stack ${stack} was never deployed to the end: pulumi up.`;
  const cost = standbyUsdPerDay === undefined ? "" : `, $${standbyUsdPerDay} a day`;
  const data = dataAt === undefined ? "not known to the state" : places[dataAt];
  const rows = [
    ["serves", serves],
    [
      "databases",
      dataWanted ? `${data}; to be ${places[dataWanted]}, not finished: pulumi up goes on` : data,
    ],
    ["standby", standbys.length > 0 ? `${standbys.join(", ")}${cost}` : "none"],
    ...(unfinished.length > 0
      ? [["unfinished", `${unfinished.join(", ")}: pulumi up goes on, or set tier back`]]
      : []),
    ...(retiring.length > 0 ? [["retiring", `${retiring.join(", ")}: the next pulumi up removes it`]] : []),
  ];
  const width = Math.max(...choices.map(({ command }) => command.length));
  return [
    `Stack ${stack}`,
    ...rows.map(([what = "", text = ""]) => `  ${what.padEnd(10)}  ${text}`),
    "What you may do",
    ...choices.map(({ command, does }) => `  ${command.padEnd(width)}  ${does}`),
  ].join("\n");
}
