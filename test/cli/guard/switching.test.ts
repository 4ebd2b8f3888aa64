import { expect } from "chai";
import { said, step } from "./said";

const server = "aws:rds/instance:Instance";

describe("npm run guard, about switches", () => {
  const memory = "pulumi:index:Stash";
  const latch = (part: string, value: string, serial = 1) =>
    step("same", memory, `latch-${part}`, { before: { outputs: { output: { value, serial } } } });

  it("keeps databases that another part uses, whatever is retired", () => {
    const gone = step("delete", server, "databases", { before: {} });
    const cache = step("delete", "aws:elasticache/cluster:Cluster", "cache", { before: {} });
    const record = (removed: object) =>
      step("same", memory, "last-success", { before: { outputs: { output: { removed } } } });
    const retire = { "ladder:retire": "fargate" };
    const beside = [latch("fargate", "retiring"), latch("beanstalk", "yes")];
    expect(said([gone, cache, ...beside, record({})], retire)).to.deep.equal([
      "delete databases: with it goes its databases",
    ]);
    expect(said([gone, cache, ...beside, record({ beanstalk: 1 })], retire)).to.deep.equal([]);
    expect(said([gone, cache, latch("beanstalk", "no", 0)], retire)).to.deep.equal([]);
  });

  it("refuses to forget how far a switch is, and lets it be written anew", () => {
    const names = ["latch-compose", "latch-rds", "latch-data", "latch-workers", "last-success"];
    const home = step("delete", "pulumi-nodejs:dynamic/ladder:DataHome", "data-home", { before: {} });
    const gone = names.map((name) => step("delete", memory, name, { before: {} }));
    expect(said([...gone, home]).map((text) => text.split(":")[0])).to.deep.equal(
      [...names, "data-home"].map((name) => `delete ${name}`),
    );
    expect(said([step("replace", memory, "last-success", { before: {} })])).to.deep.equal([]);
    expect(said([step("delete-replaced", memory, "latch-rds", { before: {} })])).to.deep.equal([]);
    expect(said([step("delete", memory, "mine", { before: {} })])).to.deep.equal([]);
  });
});
