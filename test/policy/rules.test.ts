import { expect } from "chai";
import { bundleContents } from "../../cli/bundle-contents";
import { rules } from "../../policy/rules";
import { statements } from "../../policy/statements";
import { unjudgedTypes } from "../../policy/unjudged-types";
import { awsPolicyWaivers, mutableTagWaivers, starWaivers } from "../../policy/waivers";
import { balancedTier } from "../beanstalk/beanstalk-stack";
import { evaluated } from "../evaluated";
import { fargate, github, schedule, spoilable, spoiled, stacks } from "./judged-stacks";
import { violations } from "./violations";

describe("rules that must hold", () => {
  for (const { stack, set, from } of stacks) {
    const change = [...set.filter((one) => !one.startsWith("apps=")), ...(from ? [`from ${from}`] : [])];
    it(`hold for ${stack} ${change.join(" ") || "as committed"}`, async () => {
      const { resources } = await evaluated(stack, set, undefined, from);
      const broken = rules.flatMap((rule) => rule.broken(resources).map((urn) => `${rule.title}: ${urn}`));
      expect(broken).to.deep.equal([]);
    });
  }

  it("each notice every one of their violations", async () => {
    const graphs = await spoilable();
    const silent = rules.flatMap((rule) =>
      (violations[rule.title] ?? [])
        .map((spoil, index) => ({
          title: `${rule.title} ${index}`,
          urns: rule.broken(spoiled(spoil, graphs)),
        }))
        .filter(({ urns }) => urns.length === 0)
        .map(({ title }) => title),
    );
    expect(silent).to.deep.equal([]);
    expect(Object.keys(violations).sort()).to.deep.equal(rules.map((rule) => rule.title).sort());
    expect(Object.values(violations).filter((spoils) => spoils.length === 0)).to.deep.equal([]);
  });

  it("know every type of the program, or say why it needs no rule", async () => {
    const registered = new Set<string>();
    for (const { stack, set, from } of stacks)
      for (const { type } of (await evaluated(stack, set, undefined, from)).resources) registered.add(type);
    const judged = new Set(rules.flatMap(({ types }) => types));
    const unknown = [...registered].filter(
      (type) => !judged.has(type) && !Object.hasOwn(unjudgedTypes, type),
    );
    expect(unknown).to.deep.equal([]);
    const needless = Object.keys(unjudgedTypes).filter((type) => judged.has(type) || !registered.has(type));
    expect(needless).to.deep.equal([]);
  });

  it("have no waiver that nothing needs", async () => {
    const resources = [
      ...(await evaluated("dev", [schedule, github])).resources,
      ...(await evaluated("dev", [...fargate, "fargate.exec=true"])).resources,
      ...(await evaluated("dev", balancedTier(schedule))).resources,
    ];
    const sids = resources
      .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
      .flatMap(({ inputs }) => statements(inputs["policy"]).map(({ Sid }) => Sid));
    expect(starWaivers.map(({ sid }) => sid).filter((sid) => !sids.includes(sid))).to.deep.equal([]);
    const attached = resources.map(({ inputs }) => inputs["policyArn"]);
    expect(Object.keys(awsPolicyWaivers).filter((arn) => !attached.includes(arn))).to.deep.equal([]);
    const repositories = resources.filter(({ type }) => type === "aws:ecr/repository:Repository");
    expect(Object.keys(mutableTagWaivers)).to.deep.equal([...new Set(repositories.map(({ name }) => name))]);
  });

  it("may waive immutable tags because the box is told every built image by digest", async () => {
    const { resources } = await evaluated("dev", ["apps.0.rateLimit={requests: 9, seconds: 9}"]);
    const values = bundleContents(resources)["values.env"] ?? "";
    const images = [...values.matchAll(/^(?:EDGE_IMAGE|IMAGE_\w+)=(.*)$/gm)].map(([, image]) => image);
    const built = resources.filter(({ type }) => type === "docker:index/image:Image");
    expect(images.toSorted()).to.deep.equal(built.map(({ urn }) => `\${${urn}.repoDigest}`).toSorted());
    expect(built.length).to.be.greaterThan(1);
  });
});
