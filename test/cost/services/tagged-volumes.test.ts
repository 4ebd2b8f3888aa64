import { expect } from "chai";
import type { Resource } from "../../../cost/types";
import { priced } from "../resources";

const VOLUME = "aws:ebs/volume:Volume";
const POLICY = "aws:dlm/lifecyclePolicy:LifecyclePolicy";
const MANY = 20_000;

describe("snapshots by tags", () => {
  it("count the volumes that carry all tags of the policy", () => {
    const volumes = [
      volume("both", 100, { daily: "yes", team: "web" }),
      volume("one", 1000, { daily: "yes" }),
      volume("other", 1000, { daily: "no", team: "web" }),
    ];
    expect(snapshots([...volumes, policy("p", { team: "web", daily: "yes" })])).to.deep.equal([50]);
    expect(snapshots([...volumes, policy("p", { daily: "yes" })])).to.deep.equal([550]);
    expect(snapshots([...volumes, policy("p", {})])).to.deep.equal([1050]);
  });

  it("are unknown where the size of such a volume is, and only there", () => {
    const volumes = [volume("new", "twenty", { a: "1" }), volume("old", 100, { b: "1" })];
    const review = priced([
      ...volumes,
      ...["1", "2"].map((name) => policy(name, { a: "1" })),
      policy("3", { b: "1" }),
    ]);
    expect(review.unknown.map(({ resource }) => resource)).to.deep.equal(["new", "1", "2"]);
    expect(review.lines.filter(({ type }) => type === POLICY).map(({ quantity }) => quantity)).to.deep.equal([
      50,
    ]);
  });

  it(`of ${MANY} policies for ${MANY} volumes each are summed once`, () => {
    const tags = { daily: "yes" };
    const each = Array.from({ length: MANY }, (_, index) => [
      volume(`v${index}`, 20, tags),
      policy(`p${index}`, tags),
    ]);
    expect(new Set(snapshots(each.flat()))).to.deep.equal(new Set([(MANY * 20) / 2]));
  });
});

function volume(name: string, size: unknown, tags: Readonly<Record<string, string>>): Resource {
  return { urn: `urn:pulumi:dev::shop::${name}`, type: VOLUME, name, inputs: { type: "gp3", size, tags } };
}

function policy(name: string, targetTags: Readonly<Record<string, string>>): Resource {
  const policyDetails = { targetTags, schedules: [{ retainRule: { count: 1 } }] };
  return { urn: `urn:pulumi:dev::shop::${name}`, type: POLICY, name, inputs: { policyDetails } };
}

function snapshots(list: readonly Resource[]): number[] {
  return priced(list)
    .lines.filter(({ type }) => type === POLICY)
    .map(({ quantity }) => quantity);
}
