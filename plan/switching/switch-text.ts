import type { SwitchPlan } from "./steps";

/** A switch in words. `perDay`: what the standbys cost a day, where the prices of their resources are known. */
export function switchText(plan: SwitchPlan, perDay?: string): string {
  const { from, to, steps, notMoved, standbys, retirement } = plan;
  return [
    from === to ? `No switch: ${to} serves.` : `Switch from ${from} to ${to}:`,
    ...steps.map(({ text }, index) => `  ${index + 1}. ${text}`),
    ...list(
      "Not moved:",
      notMoved.map(({ text }) => text),
    ),
    ...handText(plan),
    ...(standbys.length > 0 ? [standbyText(plan, perDay)] : []),
    ...list(
      "",
      retirement.map(
        ({ part, updates, removes }) =>
          `pulumi config set retire ${part} removes, in ${updates} updates: ${removes.join(", ")}.`,
      ),
    ),
  ].join("\n");
}

/** What to set when, where nobody but the user sets records. */
function handText({ byHand, from, to, steps, standbys }: SwitchPlan): readonly string[] {
  if (!byHand) return [];
  const { before, after, hosts } = byHand;
  const there =
    after.length > 0 ? after.join("; ") : `what it prints as recordsToSet, for ${hosts.join(", ")}`;
  const back = before.length > 0 ? before.join("; ") : `what points at ${from}`;
  const retires = steps.some(({ what }) => what === "retire");
  const lines = [
    ...(from === to
      ? [`${to} serves: ${there}`]
      : [`until this update has finished: ${back}`, `then: ${there}`, `to go back: ${back}`]),
    ...(retires || standbys.length > 0
      ? [
          `before what stands by is removed all must point at ${to}; after its retirement nothing is left to set`,
        ]
      : []),
  ];
  return list("Records to set by hand:", lines);
}

function standbyText({ standbys, from, to }: SwitchPlan, perDay: string | undefined): string {
  const names = standbys.join(" and ");
  const cost = perDay === undefined ? "" : `, which costs ${perDay} a day`;
  const back = standbys.includes(from) && from !== to ? from : standbys[0];
  return `Kept: ${names} as standby${cost}. The way back: pulumi config set tier ${back ?? ""}, then pulumi up; nothing is moved for it.`;
}

function list(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [...(title === "" ? [] : [title]), ...lines.map((line) => `  - ${line}`)];
}
