import { configCommand } from "../../settings/config-command";
import type { Retirement } from "./retirement";
import type { SwitchPlan } from "./steps";

/** A switch in words. `perDay`: what the parts that no setting asks for cost a day, where their prices are known. */
export function switchText(plan: SwitchPlan, perDay?: string): string {
  const { stack, steps, notMoved, leftOver, retirement } = plan;
  return [
    heading(plan),
    ...steps.map(({ text }, index) => `  ${index + 1}. ${text}`),
    ...list(
      "Not moved:",
      notMoved.map(({ text }) => text),
    ),
    ...handText(plan),
    ...(plan.awayFromHome ? [awayText(stack)] : []),
    ...closedText(plan),
    ...standbyText(plan, perDay),
    ...(leftOver.length > 0 ? [leftOverText(perDay)] : []),
    ...list(
      "",
      retirement.map((one) => retirementText(stack, one)),
    ),
  ].join("\n");
}

function heading({ from, to, steps }: SwitchPlan): string {
  if (from !== to) return `Switch from ${from} to ${to}:`;
  if (steps.some(({ what }) => what === "move")) return `${to} serves on, and the databases move:`;
  return steps.some(({ what }) => what === "retire") ? `${to} serves on:` : `No switch: ${to} serves.`;
}

function awayText(stack: string): string {
  const home = configCommand(stack, "set database box");
  return `The databases stay on RDS, which is billed: database: auto moves nothing. ${home}, then pulumi up, moves them to the box.`;
}

/** The databases alone went to RDS: what they came from. With another tier the standby stands for it. */
function closedText({ stack, from, to, databases }: SwitchPlan): readonly string[] {
  if (from !== to || databases.from !== "box" || databases.to !== "rds") return [];
  const home = configCommand(stack, "set database box");
  return [
    `Kept: the databases on the box as they were, closed. RDS is billed from now on. The way back: ${home}, then pulumi up, which moves them with what was written meanwhile.`,
  ];
}

/** Of parts that share RDS the last to be retired takes it along. */
function leftOverText(perDay: string | undefined): string {
  const cost = perDay === undefined ? "which is billed" : `which costs ${perDay} a day`;
  return `Left over: RDS, which no app uses, and ${cost} until it is retired.`;
}

function retirementText(stack: string, { part, updates, removes }: Retirement): string {
  const what = removes.length > 0 ? removes.join(", ") : "nothing that others do not use";
  return `${configCommand(stack, `set retire ${part}`)} removes, in ${updates} updates: ${what}.`;
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

function standbyText(plan: SwitchPlan, perDay: string | undefined): readonly string[] {
  const { stack, from, to, split, retirement } = plan;
  const standbys = plan.standbys.filter((tier) => retirement.some(({ part }) => part === tier));
  if (standbys.length === 0) return [];
  const cost =
    perDay === undefined ? "" : `, which ${standbys.length > 1 ? "cost" : "costs"} ${perDay} a day`;
  const back = standbys.includes(from) && from !== to ? from : standbys[0];
  const commands = [`set tier ${back ?? ""}`, ...(split ? ["rm traffic"] : [])];
  const typed = commands.map((one) => configCommand(stack, one)).join(", ");
  return [
    `Kept: ${standbys.join(" and ")} as standby${cost}. The way back: ${typed}, then pulumi up; nothing is moved for it.`,
  ];
}

function list(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [...(title === "" ? [] : [title]), ...lines.map((line) => `  - ${line}`)];
}
