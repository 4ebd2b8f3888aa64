import type { SwitchPlan } from "./steps";

/** A switch in words. `perDay`: what the standbys cost a day, where the prices of their resources are known. */
export function switchText(plan: SwitchPlan, perDay?: string): string {
  const { steps, notMoved, leftOver, retirement } = plan;
  return [
    heading(plan),
    ...steps.map(({ text }, index) => `  ${index + 1}. ${text}`),
    ...list(
      "Not moved:",
      notMoved.map(({ text }) => text),
    ),
    ...handText(plan),
    ...(retirement.length > 0 ? [standbyText(plan, perDay)] : []),
    ...(leftOver.length > 0 ? [leftOverText(leftOver)] : []),
    ...list(
      "",
      retirement.map(
        ({ part, updates, removes }) =>
          `pulumi config set retire ${part} removes, in ${updates} updates: ${removes.join(", ")}.`,
      ),
    ),
  ].join("\n");
}

function heading({ from, to, steps }: SwitchPlan): string {
  if (from !== to) return `Switch from ${from} to ${to}:`;
  if (steps.some(({ what }) => what === "move")) return `${to} serves on, and the databases move:`;
  return steps.some(({ what }) => what === "retire") ? `${to} serves on:` : `No switch: ${to} serves.`;
}

/** Of parts that share RDS the last to be named takes it along. */
function leftOverText(parts: SwitchPlan["leftOver"]): string {
  const commands = parts.map((part) => `pulumi config set retire ${part}`).join(", after it ");
  return `Left over: RDS, which no app uses, and which is billed until it is retired: ${commands}.`;
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

function standbyText({ retirement, from, to, split }: SwitchPlan, perDay: string | undefined): string {
  const standbys = retirement.map(({ part }) => part);
  const names = standbys.join(" and ");
  const cost = perDay === undefined ? "" : `, which costs ${perDay} a day`;
  const back = standbys.includes(from) && from !== to ? from : standbys[0];
  return `Kept: ${names} as standby${cost}. The way back: pulumi config set tier ${back ?? ""}, ${split ? "pulumi config rm traffic, " : ""}then pulumi up; nothing is moved for it.`;
}

function list(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [...(title === "" ? [] : [title]), ...lines.map((line) => `  - ${line}`)];
}
