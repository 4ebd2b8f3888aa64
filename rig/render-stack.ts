import { readFileSync } from "node:fs";
import { bundleContents } from "../cli/bundle-contents";
import { beanstalkFiles } from "../box/beanstalk/bundle-files";
import { withChanges } from "../cli/load-stack";
import { evaluateStack } from "../cli/review-stack";

export interface RenderedStack {
  readonly userData: string;
  readonly files: Readonly<Record<string, string>>;
  /** Names of the parameters the program would write. */
  readonly parameters: readonly string[];
  /** Object key -> folder whose zip it is. */
  readonly sites: Readonly<Record<string, string>>;
}

/** A machine of Beanstalk gets what the platform gives it (beanstalk/instance.ts). */
const noUserData = "#cloud-config\n{}\n";

/** Evaluates the whole program for the settings of standard input; one process per stack, because mocks are global. */
async function main(): Promise<void> {
  const raw = JSON.parse(readFileSync(0, "utf8")) as Record<string, unknown>;
  const stack = withChanges("rig", { raw, region: "us-east-1" }, []);
  const { resources } = await evaluateStack(stack);
  const inputsOf = (type: string) =>
    resources.filter((resource) => resource.type === type).map(({ inputs }) => inputs);
  const sites = inputsOf("aws:s3/bucketObjectv2:BucketObjectv2").flatMap(({ key, source }) =>
    String(key).startsWith("static/") ? [[String(key), (source as { path: string }).path]] : [],
  );
  const rendered: RenderedStack = {
    userData: String(inputsOf("aws:ec2/instance:Instance")[0]?.["userData"] ?? noUserData),
    files: stack.plan.beanstalk ? beanstalkFiles(stack.plan) : bundleContents(resources),
    parameters: inputsOf("aws:ssm/parameter:Parameter").map(({ name }) => String(name)),
    sites: Object.fromEntries(sites) as Record<string, string>,
  };
  process.stdout.write(JSON.stringify(rendered));
}

void main();
