import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { withChanges } from "../../cli/load-stack";
import { evaluateStack } from "../../cli/review-stack";
import { judge } from "../../lab/judge";
import { labSettings, labTiers } from "../../lab/lab-settings";
import { assumedResources } from "../../plan/switching/assumed";
import type { Tier } from "../../settings/schema";

const example = readFileSync("Pulumi.dev.yaml", "utf8");

/** What the lab does not imitate of what the program declares for its stack file, `from` being what it runs on before. */
async function problems(tier: string, instances: number, from?: Tier): Promise<readonly string[]> {
  const { config } = parse(labSettings(example, { tier, instances }).text) as {
    config: Readonly<Record<string, unknown>>;
  };
  const own = Object.entries(config).filter(([name]) => name.startsWith("ladder:"));
  const raw = Object.fromEntries(own.map(([name, value]) => [name.replace("ladder:", ""), value]));
  const deployed = from && { outputs: { tier: from }, resources: assumedResources(from, "auto") };
  const { resources } = await evaluateStack(withChanges("lab", { raw, region: "us-east-1", deployed }, []));
  expect(resources.length).to.be.greaterThan(50);
  return resources.flatMap(({ type, inputs }) =>
    /^(pulumi|pulumi-nodejs|ladder):/.test(type) ? [] : (judge(type, inputs) ?? []),
  );
}

describe("what the lab's stack declares", () => {
  for (const tier of labTiers)
    for (const instances of tier === "beanstalk" ? [1, 2] : [1])
      it(`is carried out or listed as recorded only, on ${tier} with ${instances} at a time`, async () => {
        expect(await problems(tier, instances)).to.deep.equal([]);
      });

  for (const instances of [1, 2, 3, 4])
    it(`is allowed beside the box in a switch to beanstalk with ${instances} at a time`, async () => {
      expect(await problems("beanstalk", instances, "compose")).to.deep.equal([]);
    });
});
