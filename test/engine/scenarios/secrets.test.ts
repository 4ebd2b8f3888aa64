import { expect } from "chai";
import { tierNames, type Tier } from "../../../settings/schema";
import { apps, deployedOn } from "../deployed-on";
import type { Deployment } from "../deployment";
import type { ProviderCall } from "../../../rig/provider/call-log";

const planted = "planted-8f14e45fceea167a5a36dedd4bea2543";
const shop = {
  ...{ name: "shop", image: "ghcr.io/acme/shop:1.0.0", port: 8080, migrate: "./migrate" },
  ...{ database: true, cache: true, passwordVersion: 2 },
  secrets: ["API_KEY", { name: "TOKEN", generate: true }],
};
/** Shorter texts, such as names, may stand anywhere. */
const shortest = 16;

/** The only arguments of AWS's resources that are made to hold a secret. */
const holders: Readonly<Record<string, string>> = {
  "aws:ssm/parameter:Parameter": "value",
  "aws:rds/instance:Instance": "password",
  "aws:elasticache/user:User": "passwords",
  "aws:lambda/invocation:Invocation": "input",
};

/** Every value that the state keeps encrypted, and the texts inside it. */
async function secretsOf(deployment: Deployment): Promise<readonly string[]> {
  const { stdout } = await deployment.stateCommand("stack", "export", "--show-secrets");
  const found: string[] = [];
  const keep = (_: string, value: unknown): unknown => {
    if (typeof value === "string") found.push(value);
    return value;
  };
  JSON.parse(stdout, (key, value: unknown) =>
    key === "plaintext" ? (JSON.parse(String(value), keep) as unknown) : value,
  );
  return [...new Set(found)].filter((text) => text.length >= shortest);
}

/** What AWS is told beside the arguments that hold secrets: user data, bundles, task definitions, environments. */
function told(calls: readonly ProviderCall[]): string {
  const others = calls.map(({ type, inputs }) =>
    Object.entries(inputs ?? {}).filter(([name]) => holders[type] !== name),
  );
  return JSON.stringify(others);
}

/** The text, and what is packed inside it in base64. */
function unpacked(text: string): string {
  const packed = text.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? [];
  return [text, ...packed.map((part) => Buffer.from(part, "base64").toString("latin1"))].join("\n");
}

async function deployedWith(tier: Tier) {
  const { deployment, update } = await deployedOn(tier, [{ ...shop, secrets: [] }]);
  const changed = deployment.edit((settings) => apps(settings, shop));
  await changed.setSecret("ladder:secrets.shop.API_KEY", planted);
  return { deployment, first: update, second: await changed.up() };
}

for (const tier of tierNames)
  describe(`engine: the secrets of a stack on ${tier}`, () => {
    let stack: Awaited<ReturnType<typeof deployedWith>>;
    let secrets: readonly string[];

    before(async () => {
      stack = await deployedWith(tier);
      expect(stack.second.exitCode, stack.second.stdout).to.equal(0);
      secrets = await secretsOf(stack.deployment);
    });

    const holding = (text: string) => secrets.filter((secret) => text.includes(secret));

    it("reach AWS where they belong", () => {
      const { first, second } = stack;
      const held = [...first.calls, ...second.calls].map(({ type, inputs }) => inputs?.[holders[type] ?? ""]);
      const text = JSON.stringify(held);
      expect(secrets).to.include(planted);
      expect(holding(text)).to.include(planted).and.to.have.length.above(4);
    });

    it("are nowhere else in what AWS is told: user data, bundles, environments, tasks", () => {
      const text = unpacked(told([...stack.first.calls, ...stack.second.calls]));
      expect(text).to.include("ghcr.io/acme/shop:1.0.0");
      expect(holding(text)).to.deep.equal([]);
    });

    it("are in the clear neither in the state nor in the settings, in outputs, previews and what `up` says", async () => {
      const { deployment, first, second } = stack;
      const outputs = await deployment.stateCommand("stack", "output", "--json");
      const preview = await deployment
        .copy()
        .edit((settings) => apps(settings, { ...shop, passwordVersion: 3 }))
        .preview("--show-sames");
      const places = {
        state: deployment.stateText(),
        settings: deployment.settingsText(),
        outputs: outputs.stdout,
        preview: preview.stdout + preview.stderr,
        up: [first, second].map(({ stdout, stderr }) => stdout + stderr).join("\n"),
      };
      const found = Object.entries(places).map(([place, text]) => [place, holding(text)]);
      expect(Object.fromEntries(found)).to.deep.equal({
        state: [],
        settings: [],
        outputs: [],
        preview: [],
        up: [],
      });
      expect(Object.values(places).map((text) => text.length > 100)).to.deep.equal([
        true,
        true,
        true,
        true,
        true,
      ]);
    });
  });
