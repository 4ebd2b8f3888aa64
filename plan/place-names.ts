import type { Plan } from "./types";

/** What people call the way a plan runs its apps. */
export function computeName({ tier, box, beanstalk }: Plan): string {
  if (tier === "fargate") return "fargate";
  const count = beanstalk && beanstalk.max > 1 ? `, up to ${beanstalk.max} instances` : "";
  return `${tier} with ${box.instanceType}${count}`;
}

/** What people call the machine of a plan's databases. */
export function databaseName({ rds }: Plan): string {
  return rds?.class ?? "";
}
