import { InvalidArgumentError } from "commander";

/** Of Elastic Beanstalk in a lab; every one is a machine of its own. */
export function instancesOf(text: string): number {
  if (/^[1-4]$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Instances are 1 to 4.");
}
