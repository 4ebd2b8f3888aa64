import { expect } from "chai";
import fc from "fast-check";
import { parse } from "yaml";
import { bundleContents } from "../cli/bundle-contents";
import { nameLimits } from "../plan/names";
import { boxServices } from "../settings/reserved-names";
import { evaluated, type EvaluatedStack } from "./evaluated";

/** Names that tempt two apps to meet: prefixes, words of the program and of PostgreSQL, the longest allowed. */
const awkwardNames = [
  ...["box", "bundle", "bundles", "data", "edge", "edge-image", "image-a", "a", "a-b", "ab", "static-a"],
  ...["compose", "images", "stack-key", "postgres-password", "template1", "pg-app", "public", "default"],
  ...["x".repeat(40), `${"x".repeat(39)}y`],
];

const appName = fc.oneof(
  fc.constantFrom(...awkwardNames),
  fc
    .stringMatching(/^[a-z](-?[a-z0-9]){0,12}$/)
    .filter((name) => !boxServices.some((service) => service === name)),
);

const secrets = fc
  .uniqueArray(fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,20}$/), { maxLength: 3 })
  .map((names) => names.map((name) => ({ name: `S_${name}`, generate: true })));

/** 8 MiB each: twenty fit on the smallest box. */
const container = fc.record({
  memoryMb: fc.constant(8),
  database: fc.boolean(),
  cache: fc.boolean(),
  secrets,
});
const image = { image: "traefik/whoami:v1.11.0" };
const build = { build: "./examples/todo" };
const kinds = [
  container.map((rest) => ({ ...image, port: 80, ...rest })),
  container.map((rest) => ({ ...image, ...rest })),
  container.map((rest) => ({ ...build, port: 80, ...rest })),
  container.map((rest) => ({ ...build, ...rest })),
  fc.constant({ static: "./examples/site-docs" }),
];

const appLists = fc
  .uniqueArray(fc.tuple(appName, fc.oneof(...kinds)), {
    minLength: 1,
    maxLength: 12,
    selector: ([name]) => name,
  })
  .map((apps) => apps.map(([name, rest]) => ({ name, ...rest })));

interface Names {
  readonly what: string;
  readonly names: readonly string[];
  readonly longest: number;
}

/** Every kind of name that an app gives to something outside itself, with the kind's limit. */
function namesOf({ resources, plan }: EvaluatedStack): readonly Names[] {
  const inputs = (type: string, input: string) =>
    resources.filter((one) => one.type === type).map((one) => String(one.inputs[input]));
  const variables = (bundleContents(resources)["values.env"] ?? "").trim().split("\n");
  const imageTags = inputs("docker:index/image:Image", "imageName").map((name) => name.split(":").at(-1));
  const { ssmParameter, postgresIdentifier } = nameLimits;
  return [
    { what: "URN", names: resources.map(({ urn }) => urn), longest: Infinity },
    { what: "parameter", names: inputs("aws:ssm/parameter:Parameter", "name"), longest: ssmParameter },
    { what: "host", names: inputs("aws:route53/record:Record", "name"), longest: 253 },
    { what: "object", names: inputs("aws:s3/bucketObjectv2:BucketObjectv2", "key"), longest: 1024 },
    { what: "image tag", names: imageTags.map(String), longest: 128 },
    { what: "variable", names: variables.map((line) => line.split("=")[0] ?? ""), longest: Infinity },
    {
      what: "database",
      names: plan.apps.flatMap(({ database }) => (database ? [database.name] : [])),
      longest: postgresIdentifier,
    },
    {
      what: "role",
      names: plan.apps.flatMap(({ database }) => (database ? [database.role] : [])),
      longest: postgresIdentifier,
    },
    {
      what: "cache user",
      names: plan.apps.flatMap(({ cache }) => (cache ? [cache.user] : [])),
      longest: Infinity,
    },
  ];
}

/** Names that two things share, and names that are too long. */
function unusable({ what, names, longest }: Names): readonly string[] {
  return names
    .filter((name, index) => names.indexOf(name) !== index || name.length > longest)
    .map((name) => `${what} ${name}`);
}

function composeServices({ resources }: EvaluatedStack): readonly string[] {
  const { services } = parse(bundleContents(resources)["compose.yaml"] ?? "") as { services: object };
  return Object.keys(services).filter((name) => !boxServices.some((service) => service === name));
}

describe("any list of apps", () => {
  it("gives everything a name of its own, within the limits", async () => {
    await fc.assert(
      fc.asyncProperty(appLists, async (apps) => {
        const set = [`apps=${JSON.stringify(apps)}`, "domain=example.com", "box.instance=t4g.small"];
        const stack = await evaluated("dev", set);
        expect(namesOf(stack).flatMap(unusable)).to.deep.equal([]);
        const containers = apps.filter((app) => !("static" in app)).map(({ name }) => name);
        expect(composeServices(stack)).to.have.members(containers);
      }),
      { numRuns: 25 },
    );
  });
});
