import { expect } from "chai";
import { expectGolden } from "../../golden-file";
import { onlyFiles, onlyServers } from "../removed";
import { firstOn, type SwitchStack } from "../switch-stack";
import { Walk } from "../walk";

/** One stack, one step after the other, as a user goes. */
describe("engine: a switch from the box to Beanstalk", () => {
  const walk = new Walk();
  const retire = { tier: "compose", retire: "beanstalk" } as const;
  let stack: SwitchStack;

  before(async () => {
    stack = await firstOn("compose");
  });

  it("is shown with what both tiers cost and how long writes will stop, by what the box said that its databases hold", async () => {
    const { stdout } = await stack.set({ tier: "beanstalk" }).previewText();
    expect(stdout).to.match(/Kept as standby: compose costs \$\d\.\d\d a day, which is in the total/);
    expect(stdout).to.match(
      /Writes stop for that time \(about \d+ seconds: 175 MB on \d{4}-\d\d-\d\d, at the rate/,
    );
    walk.pulumi("pulumi config set tier beanstalk -s dev && pulumi preview -s dev", stdout);
  });

  it("goes up and back, and its status says what each may do next", async () => {
    const { box } = stack.deployment;
    const copied = { name: "app_shop", bytes: 175 * 2 ** 20, copiedBytes: 120 * 2 ** 20, tables: 31 };
    box.nextMoves({ seconds: 2, databases: [{ ...copied, copied: false }] });
    walk.pulumi("pulumi up -s dev", (await stack.succeeds({ tier: "beanstalk" })).stdout);
    await walk.status(stack.deployment);
    const back = await stack.succeeds({ tier: "compose" });
    walk.pulumi("pulumi config set tier compose -s dev && pulumi up -s dev", back.stdout);
    await walk.status(stack.deployment);
  });

  it("takes the data home when Beanstalk is retired, and leaves it where it was when that fails", async () => {
    const { box } = stack.deployment;
    box.nextMoves({ error: "the box has no room" });
    const failed = await stack.fails(retire, "The databases were not moved to the box: the box has no room");
    walk.pulumi("pulumi config set retire beanstalk -s dev && pulumi up -s dev", failed.stdout);
    expect([await stack.shape(), stack.protects("databases")]).to.deep.equal([
      "compose+beanstalk; box, rds; data rds",
      true,
    ]);
    walk.pulumi("pulumi up -s dev", (await stack.succeeds(retire)).stdout);
    expect(await stack.shape()).to.equal("compose; box, rds; data box");
    expect(box.moves()).to.deep.equal(["box -> rds", "rds -> box", "rds -> box"]);
    expect(stack.protects("databases")).to.equal(true);
    await walk.status(stack.deployment);
  });

  it("then lifts the protection, then removes, and leaves nothing to change", async () => {
    walk.pulumi("pulumi up -s dev", (await stack.succeeds(retire)).stdout);
    expect(stack.protects("databases")).to.equal(false);
    const removed = await stack.succeeds(retire, [...onlyServers, ...onlyFiles]);
    walk.pulumi("pulumi up -s dev", removed.stdout);
    expect(await stack.shape()).to.equal("compose; box; data box");
    await stack.changesNothingMore();
    await walk.status(stack.deployment);
  });

  it("has said what docs/moving.md shows (UPDATE=1, then npm run docs)", () => {
    expectGolden("switch-walk.txt", walk.text());
  });
});
