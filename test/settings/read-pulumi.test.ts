import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { asPulumiConfig } from "../../settings/config-values";
import { readPulumiConfig } from "../../settings/read-pulumi";
import { readStack } from "../../settings/read-stack";
import { linesOf, withApp } from "./problems-of";
import { realisticText, secretValue } from "./realistic-stack";
import { temporaryFolder } from "./temporary-folder";

const region = "us-east-1";
const header = "the settings need a change:";

async function use(config: Record<string, string>, project = "ladder"): Promise<void> {
  await pulumi.runtime.setMocks(
    { newResource: () => ({ id: "", state: {} }), call: () => ({}) },
    project,
    "dev",
  );
  pulumi.runtime.setAllConfig(config);
}

/** The lines of the error that a run prints; it must be of the kind that Pulumi shows without a stack trace. */
function runErrorLines(): readonly string[] {
  try {
    readPulumiConfig();
    return [];
  } catch (error) {
    if (!pulumi.RunError.isInstance(error)) throw error;
    return error.message.split("\n");
  }
}

describe("readPulumiConfig", () => {
  afterEach(() => {
    delete process.env.PULUMI_CONFIG_SECRET_KEYS;
  });

  it("gives the same settings as reading the stack's file", async () => {
    const fromFile = readStack(temporaryFolder({ "Pulumi.dev.yaml": realisticText }), "dev");
    await use(asPulumiConfig(fromFile.raw, fromFile.region));
    const fromPulumi = readPulumiConfig();
    expect(fromPulumi.settings).to.deep.equal(fromFile.settings);
    expect(fromPulumi.settings.apps.map(({ name }) => name)).to.deep.equal([
      "todo",
      "worker",
      "worker-2",
      "site",
    ]);
    expect([fromPulumi.region, fromPulumi.stack, fromPulumi.project]).to.deep.equal([
      region,
      "dev",
      "ladder",
    ]);
  });

  it("finds the same problems as reading the stack's file, and the region's with them, and a secret without a value", async () => {
    const text = realisticText
      .replace("port: 3002", "prt: 3002")
      .replace("tier: compose", "tier: compos")
      .replace("API_KEY:", "API_KEYS:")
      .replace("us-east-1", "mars");
    const inFile = linesOf(() => readStack(temporaryFolder({ "Pulumi.dev.yaml": text }), "dev"));
    expect(inFile.length).to.equal(7);
    const raw = {
      ...readStack(temporaryFolder({ "Pulumi.dev.yaml": realisticText }), "dev").raw,
      tier: "compos",
    } as Record<string, unknown>;
    const [todo, ...others] = raw.apps as Record<string, unknown>[];
    const { port, ...withoutPort } = todo ?? {};
    await use(
      asPulumiConfig(
        { ...raw, apps: [{ ...withoutPort, prt: port }, ...others], secrets: { todo: { API_KEYS: "x" } } },
        "mars",
      ),
    );
    // A value that is not set yet is assumed where a stack is only looked at.
    const unset =
      "secrets.todo.API_KEY: no value; pulumi config set --secret --path 'ladder:secrets.todo.API_KEY' -s dev";
    const [first, ...lines] = runErrorLines();
    expect([first, lines.toSorted()]).to.deep.equal([header, [...inFile, unset].toSorted()]);
  });

  it("reads numbers, switches and lists that arrive as text", async () => {
    await use({
      "aws:region": region,
      "ladder:apps": '[{"name":"todo","image":"todo:1","port":3000,"database":true}]',
      "ladder:box": '{"dataGb":40}',
      "ladder:domain": "",
      "other:apps": "ignored",
    });
    const { settings } = readPulumiConfig();
    expect([
      settings.apps[0]?.port,
      settings.apps[0]?.database,
      settings.box.dataGb,
      settings.domain,
    ]).to.deep.equal([3000, true, 40, undefined]);
  });

  it("explains an unknown setting, a missing region and text that is no list", async () => {
    await use({ "ladder:apps": "todo", "ladder:teir": "compose" });
    expect(runErrorLines()).to.deep.equal([
      header,
      'apps: wrong type; got "todo"; allowed a list',
      "aws:region: missing; allowed a commercial region such as us-east-1; pulumi config set aws:region us-east-1 -s dev",
      "teir: unknown setting; did you mean tier?",
    ]);
  });

  it("explains a stack without apps as reading its file does, and keys of misspelt namespaces", async () => {
    await use({ "ladder:apps": "[]", "laddr:tier": "compose", "aws:regoin": region, "docker:host": "x" });
    expect(runErrorLines()).to.deep.equal([
      header,
      "apps: missing; allowed a list; describe your apps under ladder:apps in Pulumi.dev.yaml; Pulumi.dev.yaml is an example",
      "aws:region: missing; got aws:regoin; allowed a commercial region such as us-east-1; did you mean aws:region?",
      "laddr:tier: unknown namespace; did you mean the namespace ladder?",
    ]);
  });

  it("marks the values of secrets as secret", async () => {
    const raw = withApp({ secrets: ["API_KEY"] }, { secrets: { todo: { API_KEY: secretValue } } });
    await use(asPulumiConfig(raw, region));
    const value = readPulumiConfig().secretValue("todo", "API_KEY");
    expect(await pulumi.isSecret(value)).to.equal(true);
    expect(await new Promise((resolve) => value.apply(resolve))).to.equal(secretValue);
    expect(JSON.stringify(readPulumiConfig().settings)).to.not.contain(secretValue);
  });

  it("never shows the value of a secret in a problem", async () => {
    await use(
      asPulumiConfig(withApp({ prt: 1 }, { secrets: { todo: { [`API_KEY`]: secretValue } } }), region),
    );
    expect(runErrorLines()).to.deep.equal([
      header,
      "apps[0].prt: unknown setting; did you mean port?",
      "secrets.todo.API_KEY: the app does not declare this secret; add it to apps[0].secrets",
    ]);
  });

  it("refuses encrypted values where they would be written out in plain text", async () => {
    await use(asPulumiConfig(withApp({ env: { KEY: secretValue } }), region));
    process.env.PULUMI_CONFIG_SECRET_KEYS = '["ladder:apps","ladder:secrets","other:x"]';
    expect(runErrorLines()).to.deep.equal([
      header,
      "apps: holds an encrypted value; only values under secrets may be encrypted; name the variable in the app's secrets and set its value there",
    ]);
  });

  it("reads nothing when it cannot tell what is encrypted", async () => {
    await use(asPulumiConfig(withApp({}), region));
    for (const text of ["{", "{}"]) {
      process.env.PULUMI_CONFIG_SECRET_KEYS = text;
      expect(runErrorLines()).to.deep.equal([
        header,
        "PULUMI_CONFIG_SECRET_KEYS: no list in JSON; the pulumi command sets it: take it out of your environment",
      ]);
    }
  });

  it("refuses a project of another name, whose settings nobody would read", async () => {
    await use(asPulumiConfig(withApp({}), region), "shop");
    expect(runErrorLines()).to.deep.equal([
      header,
      "project: wrong name; got shop; allowed ladder; give Pulumi.yaml this name; several portfolios are several stacks",
    ]);
  });
});
