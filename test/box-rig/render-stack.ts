import { readFileSync } from "node:fs";
import { bundleContents } from "../../cli/bundle-contents";
import { withChanges } from "../../cli/load-stack";
import { evaluateStack } from "../../cli/review-stack";

export interface RenderedStack {
  readonly userData: string;
  readonly files: Readonly<Record<string, string>>;
  /** Names of the parameters the program would write. */
  readonly parameters: readonly string[];
  /** Object key -> folder whose zip it is. */
  readonly sites: Readonly<Record<string, string>>;
}

/** Evaluates the whole program for the settings of standard input; one process per stack, because mocks are global. */
async function main(): Promise<void> {
  const raw = JSON.parse(readFileSync(0, "utf8")) as Record<string, unknown>;
  const { resources } = await evaluateStack(withChanges("rig", { raw, region: "us-east-1" }, []));
  const inputsOf = (type: string) =>
    resources.filter((resource) => resource.type === type).map(({ inputs }) => inputs);
  const sites = inputsOf("aws:s3/bucketObjectv2:BucketObjectv2").flatMap(({ key, source }) =>
    source === undefined ? [] : [[String(key), (source as { path: string }).path]],
  );
  const rendered: RenderedStack = {
    userData: String(inputsOf("aws:ec2/instance:Instance")[0]?.["userData"]),
    files: bundleContents(resources),
    parameters: inputsOf("aws:ssm/parameter:Parameter").map(({ name }) => String(name)),
    sites: Object.fromEntries(sites) as Record<string, string>,
  };
  process.stdout.write(JSON.stringify(rendered));
}

void main();
