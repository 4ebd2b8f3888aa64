import type { StackPlan } from "../stack-plan-types";
import { configCommand } from "../../settings/config-command";
import { homeTitles, partTitle } from "./home-titles";
import type { Tier } from "../../settings/schema";
import type { Part } from "./memory";
import type { SwitchPlan, SwitchStep } from "./steps";

type Planned = Pick<StackPlan, "serving" | "declared">;

/** What this update does of a retirement: it begins it, lifts the protection, or removes. `computes`: of which tiers something runs. */
export function retireSteps(
  { serving, declared }: Planned,
  { to }: SwitchPlan["databases"],
  computes: readonly Tier[],
): readonly SwitchStep[] {
  const { kept, staying, guarded, going } = declared;
  const leaving = kept.filter((part) => !staying.includes(part));
  const data = to === undefined ? "" : `, with every database on ${homeTitles[to]}`;
  const lines = leaving.flatMap((part) => [
    ...(part !== "compose" && computes.some((tier) => tier === part)
      ? [
          `The machines or services of ${part} are removed: there is no way back to it without making them anew.`,
        ]
      : []),
    guarded.includes(part)
      ? `${partTitle(part)} keeps its protection until an update has seen that its databases are elsewhere: the next \`pulumi up\` lifts it, the one after removes it.`
      : `${partTitle(part)} loses its protection. Only when this update has finished, so that ${serving.tier} serves without it${data}, the next \`pulumi up\` removes it; disks and database servers leave a last snapshot.`,
  ]);
  return [...lines, ...(going === undefined ? [] : [removalText(going, { serving, declared })])].map(
    (text) => ({
      what: "retire",
      text,
    }),
  );
}

function removalText(part: Part, { serving, declared: { rds } }: Planned): string {
  const what =
    part === "compose"
      ? ": the box, its data volume, after a last snapshot, and its public address"
      : rds.declared
        ? ": what only it used; the databases stay, other tiers use them"
        : part === "rds"
          ? ", after a last snapshot"
          : ": RDS, after a last snapshot, and what else only managed tiers use";
  return `${partTitle(part)} is removed, for good${what}. Afterwards: ${configCommand(serving.stack, "rm retire")}.`;
}

/** How many updates a retirement takes that begins after this one. */
export function updatesOfRetirement(part: Part, managed: readonly Part[], dataAt: "box" | "rds" | undefined) {
  const last = managed.every((other) => other === part);
  const holds = part === "compose" ? dataAt === "box" : last && dataAt === "rds";
  return holds ? "three" : "two";
}
