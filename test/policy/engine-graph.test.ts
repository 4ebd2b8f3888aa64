import { expect } from "chai";
import { engineGraph } from "../../policy/engine-graph";
import { judge, rulesFor } from "../../policy/judge";
import type { Graph, Rule } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { composeRules } from "../../policy/rules/compose";
import { sentence } from "../../policy/sentence";
import { evaluated } from "../evaluated";
import { engineForm, type Moment } from "./engine-form";
import { spoilable, spoiled, stacks } from "./judged-stacks";
import { violations } from "./violations";

const moments: readonly Moment[] = ["first preview", "after up"];
const owner = { urn: "urn:one", type: "aws:s3/bucket:Bucket", name: "one", inputs: {} };

/** Input `value` of a resource that refers to another, as the rules see it. */
function seen(value: unknown, other: { id?: string; outputs?: Readonly<Record<string, unknown>> }) {
  const from = {
    urn: "urn:two",
    type: "t",
    name: "two",
    inputs: { value },
    references: { value: ["urn:one"] },
  };
  return engineGraph([{ ...owner, ...other }, from])[1]?.inputs["value"];
}

function broken(judged: readonly Rule[], graph: Graph, moment: Moment) {
  const { violations: found, unjudged } = judge(judged, engineGraph(engineForm(graph, moment)));
  return { found: found.map(({ rule, resource }) => `${rule.title}: ${resource.urn}`), unjudged };
}

describe("rules on what Pulumi's engine shows", () => {
  it("read references where the engine shows what they became", () => {
    const outputs = { arn: "arn:aws:s3:::one-1a2b", name: "one-1a2b" };
    expect(seen("arn:aws:s3:::one-1a2b/*", { outputs })).to.equal("${urn:one.arn}/*");
    expect(seen({ list: ["one-1a2b"] }, { outputs })).to.deep.equal({ list: ["${urn:one.name}"] });
    expect(seen("x one-1a2b x", { outputs })).to.equal("x ${urn:one.name} x");
    expect(seen("vpc-1", { id: "vpc-1" })).to.equal("${urn:one.id}");
  });

  it("do not take a short text for a reference because it stands in another one", () => {
    expect(seen("prod.example.com", { outputs: { name: "prod" } })).to.equal("prod.example.com");
  });

  it("know unknown values, secrets and inputs that are not given", () => {
    expect(seen("04da6b54-80e4-46f7-96ec-b56ff0331ba9", {})).to.equal("[unknown]");
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: '"x"',
    };
    expect(seen([secret], {})).to.deep.equal(["[secret]"]);
    expect(seen({ a: null, __defaults: [], b: 1 }, {})).to.deep.equal({ b: 1 });
  });

  for (const moment of moments)
    it(`hold for every stack (${moment})`, async () => {
      const found: string[] = [];
      for (const { stack, set, from } of stacks) {
        const { resources } = await evaluated(stack, set, undefined, from);
        found.push(...broken(rules, resources, moment).found);
      }
      expect(found).to.deep.equal([]);
    }).timeout(120_000);

  it("wait for `up` with what hangs on unknown values, and with nothing after it", async () => {
    const { resources } = await evaluated("dev");
    const waiting = (moment: Moment) => [
      ...new Set(broken(rules, resources, moment).unjudged.map(({ rule }) => rule.title)),
    ];
    expect(waiting("first preview")).to.have.members([
      "user data holds no secret",
      "a role is attached",
      "Systems Manager manages the instance, nobody logs in by SSH",
      "only TLS is accepted",
      "nobody is allowed in by name of *",
      "no policy locks its owner out",
      "no action is *",
      "nothing is allowed by exception",
      "no action that raises rights",
      "no action that answers with credentials",
      "data and secrets are read from named resources only",
      "no action that changes who may reach something",
      "resource * only with a waiver",
      ...composeRules.map(({ title }) => title),
    ]);
    expect(waiting("after up")).to.deep.equal([]);
  });

  it("notice every violation, before and after `up`, that stands in a known value", async () => {
    const graphs = await spoilable();
    const silent = (moment: Moment) =>
      rules.flatMap((rule) =>
        (violations[rule.title] ?? []).flatMap((spoil) => {
          const graph = spoiled(spoil, graphs);
          const { found, unjudged } = broken([rule], graph, moment);
          return found.length > 0 ? [] : [{ title: rule.title, waits: unjudged.length > 0 }];
        }),
      );
    // Those whose violation is a text that nobody can read.
    const unreadable = [
      "nobody is allowed in by name of *",
      "no action is *",
      "one AWS service, or one subject of an identity provider, may take a role",
      "containers are unprivileged and see no other processes",
    ].map((title) => ({ title, waits: true }));
    // The bundle holds addresses and digests, which AWS gives: all of it is unknown before.
    const bundled = composeRules.flatMap(({ title }) =>
      (violations[title] ?? []).map(() => ({ title, waits: true })),
    );
    expect(silent("after up")).to.deep.equal(unreadable);
    expect(silent("first preview")).to.deep.equal([...unreadable, ...bundled]);
  }).timeout(120_000);

  it("are not judged where the resources they look for may be left out", async () => {
    const { resources } = await evaluated("dev");
    const alone = engineGraph(
      engineForm(
        resources.filter(({ type }) => type === owner.type),
        "after up",
      ),
    );
    expect(judge(rules, alone).violations.length).to.be.greaterThan(5);
    expect(judge(rules, alone, true).violations).to.deep.equal([]);
  });

  it("judge the programs of others by what holds for everybody", () => {
    const volume = { ...owner, type: "aws:ebs/volume:Volume", inputs: { encrypted: false } };
    const address = { ...owner, type: "aws:ec2/eip:Eip" };
    const titles = (isLadders: boolean) =>
      judge(rulesFor(rules, isLadders), [volume, address]).violations.map(({ rule }) => rule.title);
    expect(titles(false)).to.deep.equal(["volumes are encrypted"]);
    expect(titles(true)).to.deep.equal(["volumes are encrypted", "addresses are attached"]);
  });

  it("say what to do, why and where that is from", () => {
    const rule = rules.find(({ name }) => name === "volumes-are-encrypted") as Rule;
    expect(sentence(rule)).to.equal(
      "volumes are encrypted. Whoever gets hold of a snapshot of a plain volume can read it. " +
        "Set encrypted to true; a plain volume must be copied. [CKV_AWS_3 CKV2_AWS_2 EC2.3: " +
        "https://www.checkov.io/5.Policy%20Index/terraform.html " +
        "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-3]",
    );
    expect(new Set(rules.map(({ name }) => name)).size).to.equal(rules.length);
  });
});
