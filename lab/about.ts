import { existsSync, readFileSync } from "node:fs";
import type { LabFolder } from "./lab-folder";
import { LabProblem } from "./lab-problem";

/** Where AWS's clients find what stands for AWS. */
export interface About {
  readonly since: string;
  readonly endpoints: {
    readonly all: string;
    readonly systemsManager: string;
    /** ECS and the logs of its tasks. */
    readonly containers: string;
    readonly beanstalk: string;
    /** `address:port` of the DNS server. */
    readonly names: string;
  };
}

/** Undefined while no lab is ready. */
export function readAbout({ about }: LabFolder): About | undefined {
  return existsSync(about) ? (JSON.parse(readFileSync(about, "utf8")) as About) : undefined;
}

/** The same; throws LabProblem where there is none. */
export function runningLab(folder: LabFolder): About {
  const about = readAbout(folder);
  if (!about) throw new LabProblem("No lab is running: `npm run lab -- up` starts one.");
  return about;
}
