import { createHash } from "node:crypto";
import { bundleContents } from "../cli/bundle-contents";
import type { RecordedResource } from "../cli/evaluate/recorded-resource";
import { balancedStack, singleStack } from "./beanstalk/beanstalk-stack";
import { fargateStack } from "./fargate-stack";
import { evaluated, type EvaluatedStack } from "./evaluated";
import { expectGolden } from "./golden-file";

/** Files of the bundle that a change of the program may change; of the others a checksum is enough. */
const shownFiles = ["values.env", "box.json", "compose.yaml", "caddy/Caddyfile"];

/** One line a resource: URN, the options that protect data, and what it waits for without naming it in its inputs. */
function resourceLines({ resources }: EvaluatedStack): string {
  return `${resources.map(resourceLine).sort().join("\n")}\n`;
}

function resourceLine(resource: RecordedResource): string {
  const { urn, options } = resource;
  return [
    urn,
    options.protect && "protect",
    options.retainOnDelete && "retainOnDelete",
    options.deleteBeforeReplace && "deleteBeforeReplace",
    named("ignore", options.ignoreChanges),
    named("replaceOn", options.replaceOnChanges),
    named("alias", options.aliases),
    named("after", explicitDependencies(resource)),
    named("timeouts", options.timeouts),
  ]
    .filter(Boolean)
    .join("  ");
}

function named(option: string, values: readonly string[]): string {
  return values.length === 0 ? "" : `${option}:${values.toSorted().join(",")}`;
}

/** What `dependsOn` adds. Values inside a secret are not recorded, so what they come from stands here as well. */
function explicitDependencies({ inputs, options }: RecordedResource): readonly string[] {
  const text = JSON.stringify(inputs);
  return options.dependsOn
    .filter((urn) => !text.includes(`\${${urn}.`))
    .map((urn) => urn.split("::").slice(2).join("::"));
}

function checksums(files: Readonly<Record<string, string>>): string {
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const lines = Object.entries(files).map(([path, content]) => `${path} ${sha256(content)}\n`);
  return lines.sort().join("");
}

/** The version follows every file of the bundle, which has golden files of its own. */
function withoutVersion(inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return "bundleVersion" in inputs ? { ...inputs, bundleVersion: "<version of the bundle>" } : inputs;
}

/** Of the source bundle: it is in the version's label. */
function withoutDigest(text: string): string {
  return text.replace(/[0-9a-f]{12}-(?=\$\{)/g, "<digest>-").replace(/[0-9a-f]{64}(?=["\.])/g, "<digest>");
}

describe("golden files", () => {
  for (const stack of ["dev", "prod"]) {
    it(`keep the plan, every URN with its options and every input of ${stack}`, async () => {
      const result = await evaluated(stack);
      expectGolden(`plan-${stack}.json`, `${JSON.stringify(result.plan, null, 2)}\n`);
      expectGolden(`resources-${stack}.txt`, resourceLines(result));
      const inputs = result.resources
        .filter(({ name, type }) => !(name === "bundle" && type.endsWith("BucketObjectv2")))
        .map(({ urn, inputs: values }) => [urn, withoutVersion(values)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1));
      expectGolden(`inputs-${stack}.json`, `${JSON.stringify(Object.fromEntries(inputs), null, 2)}\n`);
    });
  }

  it("keep every URN with its options and every input of a portfolio on the fargate tier", async () => {
    const result = await evaluated("dev", fargateStack());
    expectGolden("resources-fargate.txt", resourceLines(result));
    const tier = result.resources.filter(({ parent, urn }) =>
      (parent ?? urn).includes("ladder:tiers:Fargate"),
    );
    const inputs = tier.map(({ urn, inputs: values }) => [urn, values] as const);
    expectGolden("inputs-fargate.json", `${JSON.stringify(Object.fromEntries(inputs.sort()), null, 2)}\n`);
  });

  it("keep every input of what AWS keeps for such a portfolio: databases, cache, files, certificate", async () => {
    const { resources } = await evaluated("dev", fargateStack());
    const onBox = new Set((await evaluated("dev")).resources.map(({ urn }) => urn));
    const inputs = resources
      .filter(({ urn, parent, custom }) => custom && parent === undefined && !onBox.has(urn))
      .filter(({ type }) => !/^(docker|aws:ssm|aws:route53|aws:s3\/bucketObject|pulumi)/.test(type))
      .map(({ urn, inputs: values }) => [urn, values] as const);
    expectGolden("inputs-managed.json", `${JSON.stringify(Object.fromEntries(inputs.sort()), null, 2)}\n`);
  });

  for (const [name, set] of [
    ["beanstalk-single", singleStack()],
    ["beanstalk-balanced", balancedStack()],
  ] as const) {
    it(`keep every URN with its options and every input of a portfolio on the tier ${name}`, async () => {
      const result = await evaluated("dev", set);
      expectGolden(`resources-${name}.txt`, resourceLines(result));
      const tier = result.resources.filter(
        ({ parent, urn, ...one }) =>
          (parent ?? urn).includes("ladder:tiers:Beanstalk") && !(one.name === "bundle"),
      );
      const inputs = tier.map(({ urn, inputs: values }) => [urn, withoutVersion(values)] as const);
      const text = `${JSON.stringify(Object.fromEntries(inputs.sort()), null, 2)}\n`;
      expectGolden(`inputs-${name}.json`, withoutDigest(text));
    });
  }

  it("keep the bundle of the dev stack: what depends on settings whole, every file by checksum", async () => {
    const files = bundleContents((await evaluated("dev")).resources);
    for (const path of shownFiles) expectGolden(`files-dev/${path}`, files[path] ?? "no such file");
    expectGolden("files-dev/checksums.txt", checksums(files));
  });
});
