import type { Problem } from "../settings/problems";
import type { AppPlan } from "./types";

/** Bytes of a task definition. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const most = 64 * 1024;
/** What a task definition has besides what the app describes, and what AWS adds to the name of a parameter to make its ARN. */
const rest = { task: 4096, secret: 100 } as const;

/** Apps whose variables and commands do not fit a task definition of ECS. */
export function taskSizeProblems(apps: readonly AppPlan[]): readonly Problem[] {
  return apps.flatMap((app, index): readonly Problem[] => {
    const bytes = taskBytes(app);
    if (app.kind === "static" || bytes <= most) return [];
    return [
      {
        path: `apps[${index}]`,
        problem: "its variables and commands do not fit a task of Fargate",
        got: `${bytes} bytes for ${app.name}`,
        allowed: `at most ${most}`,
        hint: "shorten env, command or migrate, or put large values into the image",
      },
    ];
  });
}

function taskBytes({ env, command, migrate, secrets, volumes }: AppPlan): number {
  const environment = Object.entries(env).map(([name, value]) => ({ name, value }));
  // A migration has a definition of its own, so only the longer command counts.
  const longer = [command ?? [], [migrate ?? ""]].map((one) => JSON.stringify(one)).toSorted(byLength)[0];
  const parts = JSON.stringify([
    environment,
    volumes,
    secrets.map(({ name, parameter }) => [name, parameter]),
  ]);
  return Buffer.byteLength(parts + (longer ?? "")) + secrets.length * rest.secret + rest.task;
}

function byLength(one: string, other: string): number {
  return other.length - one.length;
}
