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
    ...(standbys.length > 0 ? [standbyText(plan, perDay)] : []),
    ...list(
      "",
      retirement.map(
        ({ part, removes }) =>
          `pulumi config set retire ${part} removes, in two updates: ${removes.join(", ")}.`,
      ),
    ),
  ].join("\n");
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
