import { expect } from "chai";
import { readStackFile } from "../../settings/read-file";
import { readStack } from "../../settings/read-stack";
import { linesOf } from "./problems-of";
import { temporaryFolder } from "./temporary-folder";

const read = (text: string) => readStackFile(temporaryFolder({ "Pulumi.dev.yaml": text }), "dev");
const refused = (text: string) => linesOf(() => read(text));

describe("readStackFile", () => {
  it("reads settings, region and profile, and leaves other namespaces alone", () => {
    const text = `
encryptionsalt: v1:abc
config:
  aws:region: eu-west-1
  aws:profile: me
  pulumi:tags: { a: b }
  ladder:apps:
    - { name: todo, port: 3000 }
`;
    expect(read(text)).to.deep.equal({
      raw: { apps: [{ name: "todo", port: 3000 }] },
      region: "eu-west-1",
      profile: "me",
      keys: ["aws:region", "aws:profile", "pulumi:tags", "ladder:apps"],
    });
  });

  it("accepts the other ways in which Pulumi lets settings be written", () => {
    const text = `
config:
  aws:config:region: us-east-1
  tier: compose
  ladder:config:domain: example.com
  ladder:apps: '[{"name":"todo"}]'
`;
    expect(read(text)).to.deep.equal({
      raw: { tier: "compose", domain: "example.com", apps: [{ name: "todo" }] },
      region: "us-east-1",
      keys: ["aws:region", "ladder:tier", "ladder:domain", "ladder:apps"],
    });
  });

  it("follows anchors and merge keys as Pulumi does", () => {
    const text = `
config:
  ladder:apps:
    - &base { name: a, port: 1 }
    - { <<: *base, name: b }
`;
    expect(read(text).raw).to.deep.equal({
      apps: [
        { name: "a", port: 1 },
        { port: 1, name: "b" },
      ],
    });
  });

  it("puts a placeholder in place of encrypted values", () => {
    const text = `
config:
  ladder:secrets:
    todo: { API_KEY: { secure: "v1:abc" } }
`;
    expect(read(text).raw).to.deep.equal({ secrets: { todo: { API_KEY: "[secret]" } } });
  });

  it("refuses encrypted values where they would be written out in plain text", () => {
    const text = `
config:
  ladder:apps:
    - { name: todo, env: { KEY: { secure: "v1:abc" } } }
`;
    expect(refused(text)).to.deep.equal([
      "apps[0].env.KEY: holds an encrypted value; only values under secrets may be encrypted; name the variable in the app's secrets and set its value there",
    ]);
  });

  it("reads a file without settings as no settings", () => {
    for (const text of ["", "# nothing\n", "encryptionsalt: v1:abc\n", "config:\n"]) {
      expect(read(text)).to.deep.equal({ raw: {}, region: undefined, keys: [] });
    }
  });

  const broken: readonly [string, string, readonly string[]][] = [
    [
      "a root that is a list",
      "- 1\n",
      ["Pulumi.dev.yaml: not a map; allowed config: and the settings below it"],
    ],
    [
      "a config that is a list",
      "config: [1]\n",
      ["Pulumi.dev.yaml: config: not a map; allowed settings such as ladder:apps"],
    ],
    [
      "root keys that Pulumi ignores",
      "confg: {}\nfoo: 1\nladder:tier: compose\n",
      [
        "Pulumi.dev.yaml: confg: unknown key; did you mean config?",
        "Pulumi.dev.yaml: foo: unknown key; allowed config, encryptionsalt, secretsprovider, encryptedkey, environment",
        "Pulumi.dev.yaml: ladder:tier: unknown key; settings stand below config:",
      ],
    ],
    ["the same key twice", "config:\n  tier: a\n  tier: b\n", ["Pulumi.dev.yaml:3:3: the same key twice"]],
    [
      "the same setting twice in two ways of writing",
      "config:\n  tier: a\n  ladder:tier: b\n",
      ['tier: set twice in Pulumi.dev.yaml; got "ladder:tier"'],
    ],
    [
      "a list that never ends",
      "config:\n  ladder:apps: [1, 2\n",
      [
        "Pulumi.dev.yaml:3:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
      ],
    ],
    [
      "an alias without an anchor",
      "config:\n  ladder:apps: *nowhere\n",
      [
        "Pulumi.dev.yaml: not valid YAML: Unresolved alias (the anchor must be set before the alias): nowhere",
      ],
    ],
    [
      "an alias inside of its own anchor",
      "config:\n  ladder:apps: &all [*all]\n",
      ["Pulumi.dev.yaml:2:22: an alias inside of its own anchor"],
    ],
    [
      "aliases that would fill the memory",
      `a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nconfig: { tier: [*c, *c, *c, *c, *c, *c, *c] }\n`,
      ["Pulumi.dev.yaml: not valid YAML: Excessive alias count indicates a resource exhaustion attack"],
    ],
    ...["014", "1_000", "0b11", "2024-01-02"].map((scalar): [string, string, readonly string[]] => [
      `${scalar}, which Pulumi's parser takes for something else`,
      `config:\n  ladder:apps: [{ env: { A: ${scalar} } }]\n`,
      ["Pulumi.dev.yaml:2:29: means different things to different YAML parsers; put it in quotes"],
    ]),
  ];
  for (const [what, text, lines] of broken) {
    it(`explains ${what}`, () => {
      expect(refused(text)).to.deep.equal(lines);
    });
  }

  it("explains extreme nesting in a few lines", () => {
    const lines = refused(`config: ${"[".repeat(3000)}`);
    expect(lines.length).to.equal(5);
    expect(lines[0]).to.match(/^Pulumi\.dev\.yaml:1:\d+: not valid YAML: nested too deeply$/);
  });

  it("names the stacks that exist when one is missing", () => {
    const folder = temporaryFolder({ "Pulumi.yaml": "", "Pulumi.prod.yaml": "", "Pulumi.dev.yaml": "" });
    expect(linesOf(() => readStackFile(folder, "prd"))).to.deep.equal([
      'stack: no settings file of this stack; got "prd"; allowed dev, prod; did you mean prod?',
    ]);
    expect(linesOf(() => readStackFile(folder, "../dev"))).to.deep.equal([
      'stack: no settings file of this stack; got "../dev"; allowed dev, prod; a stack\'s settings are in Pulumi.<stack>.yaml',
    ]);
  });
});

describe("readStack", () => {
  const text = "config: { aws:region: us-east-1, ladder:apps: [{ name: todo, image: 'todo:1', port: 80 }] }";

  it("applies assignments before it checks", () => {
    const folder = temporaryFolder({ "Pulumi.dev.yaml": text });
    const { settings, region } = readStack(folder, "dev", ["apps.0.port=8080", "box.instance=t4g.small"]);
    expect([settings.apps[0]?.port, settings.box.instance, region]).to.deep.equal([
      8080,
      "t4g.small",
      "us-east-1",
    ]);
  });

  const chosen = (...assignments: string[]) =>
    readStack(temporaryFolder({ "Pulumi.dev.yaml": text }), "dev", assignments);

  it("takes another region from an assignment, which is no setting", () => {
    const { region, raw } = chosen("aws:region=eu-west-1", "aws:region=eu-central-1");
    expect([region, Object.keys(raw)]).to.deep.equal(["eu-central-1", ["apps"]]);
  });

  it("checks the assigned region like a written one", () => {
    expect(linesOf(() => chosen("aws:region=eu-cental-1"))).to.deep.equal([
      'aws:region: unknown region; got "eu-cental-1"; allowed a commercial region such as us-east-1; did you mean eu-central-1?',
    ]);
  });

  it("explains a stack that was just made: where its apps and its region go", () => {
    const folder = temporaryFolder({ "Pulumi.mine.yaml": "" });
    expect(linesOf(() => readStack(folder, "mine"))).to.deep.equal([
      "apps: missing; allowed a list; describe your apps under ladder:apps in Pulumi.mine.yaml; Pulumi.dev.yaml is an example",
      "aws:region: missing; allowed a commercial region such as us-east-1; pulumi config set aws:region us-east-1 -s mine",
    ]);
  });

  const misspelt: readonly [string, readonly string[]][] = [
    ["laddr:tier", ["laddr:tier: unknown namespace; did you mean the namespace ladder?"]],
    ["Ladder:tier", ["Ladder:tier: unknown namespace; did you mean the namespace ladder?"]],
    ["asw:profile", ["asw:profile: unknown namespace; did you mean the namespace aws?"]],
    ...["aws:profile", "awsx:a", "aws-native:region", "pulumi:tags", "docker:host", "tls:a", "dns:a"].map(
      (key): [string, readonly string[]] => [key, []],
    ),
  ];
  for (const [key, lines] of misspelt) {
    it(`${lines.length > 0 ? "explains" : "accepts"} the key ${key}`, () => {
      const file = text.replace("config: {", `config: { ${key}: x,`);
      expect(linesOf(() => readStack(temporaryFolder({ "Pulumi.dev.yaml": file }), "dev"))).to.deep.equal(
        lines,
      );
    });
  }

  it("finds the region under a misspelt key", () => {
    const file = text.replace("aws:region", "aws:regoin");
    expect(linesOf(() => readStack(temporaryFolder({ "Pulumi.dev.yaml": file }), "dev"))).to.deep.equal([
      "aws:region: missing; got aws:regoin; allowed a commercial region such as us-east-1; did you mean aws:region?",
    ]);
  });

  it("reports a missing region together with wrong settings", () => {
    const folder = temporaryFolder({ "Pulumi.dev.yaml": "config: { tier: ecs }" });
    expect(linesOf(() => readStack(folder, "dev"))).to.deep.equal([
      "apps: missing; allowed a list; describe your apps under ladder:apps in Pulumi.dev.yaml; Pulumi.dev.yaml is an example",
      "aws:region: missing; allowed a commercial region such as us-east-1; pulumi config set aws:region us-east-1 -s dev",
      'tier: unknown value; got "ecs"; allowed compose, beanstalk, fargate',
    ]);
  });
});
