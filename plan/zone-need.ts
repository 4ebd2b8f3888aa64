import type { Plan } from "./types";

/** An instance type, and the setting that a stack would change when too few zones offer it. */
export interface ZoneNeed {
  readonly instanceType: string;
  readonly setting: string;
}

/**
 * What zones must offer. Fargate says nowhere in which zones it is; those of Graviton's smallest type are the newer ones,
 * where it is: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate-Regions.html
 */
export function zoneNeed({ tier, box }: Plan): ZoneNeed {
  if (tier === "fargate") return { instanceType: "t4g.micro", setting: "aws:region" };
  const setting = tier === "beanstalk" ? "beanstalk.instance" : "box.instance";
  return { instanceType: box.instanceType, setting };
}
