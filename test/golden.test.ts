import { evaluated, type EvaluatedStack } from "./evaluated";
import { expectGolden } from "./golden-file";

/** One line a resource: URN and the options that protect data. */
function resourceLines({ resources }: EvaluatedStack): string {
  const lines = resources.map(({ urn, options }) =>
    [
      urn,
      options.protect ? "protect" : "",
      options.deleteBeforeReplace ? "deleteBeforeReplace" : "",
      options.ignoreChanges.length > 0 ? `ignore:${options.ignoreChanges.join(",")}` : "",
    ]
      .filter(Boolean)
      .join("  "),
  );
  return `${lines.sort().join("\n")}\n`;
}

describe("golden files", () => {
  for (const stack of ["dev", "prod"]) {
    it(`keep the plan, every URN with its options and every input of ${stack}`, async () => {
      const result = await evaluated(stack);
      expectGolden(`plan-${stack}.json`, `${JSON.stringify(result.plan, null, 2)}\n`);
      expectGolden(`resources-${stack}.txt`, resourceLines(result));
      const inputs = result.resources
        .filter(({ name, type }) => !(name === "bundle" && type.endsWith("BucketObjectv2")))
        .map(({ urn, inputs: values }) => [urn, values] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1));
      expectGolden(`inputs-${stack}.json`, `${JSON.stringify(Object.fromEntries(inputs), null, 2)}\n`);
    });
  }
});
