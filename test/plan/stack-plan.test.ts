import { expect } from "chai";
import { boxDocument } from "../../box/box-document";
import type { StackPlan } from "../../plan/stack-plan-types";
import { stackPlan } from "../../plan/stack-plan";
import { rememberedAfter } from "../../plan/switching/assumed";
import { memoryFrom, noMemory, type Memory } from "../../plan/switching/memory";
import { checkSettings } from "../../settings/check";
import { app } from "./planned";

const shop = app("shop", { database: true, cache: true });
const mail = { name: "mail", image: "ghcr.io/acme/mail:1.0.0", database: true };

function planOf(raw: object, memory: Memory): StackPlan {
  const settings = checkSettings({ apps: [shop, mail], domain: "example.com", ...raw }, { stack: "dev" });
  const facts = { project: "ladder", stack: "dev", region: "us-east-1", siteFiles: {}, edgeDigest: "00ff" };
  return stackPlan(settings, { ...facts, folders: { shop: "00ff", mail: "00ff" } }, memory);
}

/** The plan after finished updates with each of the settings before the last. */
function planAfter(...all: readonly object[]): StackPlan {
  let memory = noMemory;
  let plan = planOf(all[0] ?? {}, memory);
  for (const raw of all.slice(1)) {
    memory = memoryFrom(rememberedAfter(plan.declared, memory));
    plan = planOf(raw, memory);
  }
  return plan;
}

const [compose, beanstalk, fargate] = [{ tier: "compose" }, { tier: "beanstalk" }, { tier: "fargate" }];
const names = (plan: StackPlan, tier: string) =>
  plan.tiers.find((view) => view.tier === tier)?.plan.apps.map(({ name }) => name);

describe("the plan of a stack", () => {
  it("gives each tier a weight: all to the one that serves, none to a standby", () => {
    const weights = (plan: StackPlan) => plan.tiers.map(({ tier, weight }) => `${tier} ${weight}`);
    expect(weights(planAfter(compose))).to.deep.equal(["compose 100"]);
    expect(weights(planAfter(compose, beanstalk))).to.deep.equal(["compose 0", "beanstalk 100"]);
    expect(weights(planAfter(compose, beanstalk, compose))).to.deep.equal(["compose 100", "beanstalk 0"]);
  });

  it("runs workers on the serving tier alone, and lets the box move their databases all the same", () => {
    const up = planAfter(compose, beanstalk);
    expect(names(up, "compose")).to.deep.equal(["shop"]);
    expect(names(up, "beanstalk")).to.deep.equal(["shop", "mail"]);
    const box = up.tiers.find(({ tier }) => tier === "compose")?.plan;
    const document = JSON.parse(boxDocument(box ?? up.serving)) as { elsewhere: { name: string }[] };
    expect(document.elsewhere.map(({ name }) => name)).to.deep.equal(["mail"]);
    expect(names(planAfter(compose, beanstalk, compose), "beanstalk")).to.deep.equal(["shop"]);
  });

  it("starts no worker while a tier that was given up may run them, and lets the box move their databases", () => {
    const given = memoryFrom(rememberedAfter(planAfter(compose, fargate).declared, { dataAt: "rds" }));
    const unfinished = { ...given, record: planAfter(compose).declared.record };
    const back = planOf(compose, unfinished);
    expect(back.declared.workers.heldBy).to.deep.equal(["fargate"]);
    expect(back.serving.apps.map(({ name }) => name)).to.deep.equal(["shop"]);
    const document = JSON.parse(boxDocument(back.serving)) as { elsewhere: { name: string }[] };
    expect(document.elsewhere.map(({ name }) => name)).to.deep.equal(["mail"]);
    const gone = planOf(compose, memoryFrom(rememberedAfter(back.declared, { dataAt: "rds" })));
    expect(gone.serving.apps.map(({ name }) => name)).to.deep.equal(["shop", "mail"]);
  });

  it("keeps a worker of a Fargate standby with no copy, as what is not declared would end last", () => {
    const standby = planAfter(fargate, compose).tiers.find(({ tier }) => tier === "fargate")?.plan;
    expect(standby?.apps.map(({ name, scale }) => `${name} ${scale.min}-${scale.max}`)).to.deep.equal([
      "shop 1-1",
      "mail 0-0",
    ]);
  });

  it("keeps both homes reachable and both passwords from the switch on, and sizes of the box as they were", () => {
    const [before, after] = [planAfter(compose), planAfter(compose, beanstalk)];
    const box = after.tiers.find(({ tier }) => tier === "compose")?.plan;
    expect(box?.dataHome?.reachable).to.deep.equal(["box", "rds"]);
    expect(box?.box.memory).to.deep.equal(before.serving.box.memory);
    expect(after.state.beside).to.deep.equal({ postgres: true, redis: true });
    expect(after.state.rds?.protect).to.equal(true);
  });

  it("protects all that stays, and lifts the protection of what is retired and of its surroundings", () => {
    const flags = ({ state }: StackPlan) => [
      state.box?.protect,
      state.rds?.protect,
      state.files?.protect,
      state.dataSubnets?.protect,
    ];
    expect(flags(planAfter(compose, beanstalk))).to.deep.equal([true, true, true, true]);
    const up = { ...beanstalk, retire: "compose" };
    expect(flags(planAfter(compose, beanstalk, up))).to.deep.equal([false, true, true, true]);
    expect(flags(planAfter(compose, beanstalk, up, up))).to.deep.equal([undefined, true, true, true]);
    const down = { ...compose, retire: "beanstalk" };
    expect(flags(planAfter(compose, beanstalk, compose, down))).to.deep.equal([true, true, true, true]);
    expect(flags(planAfter(compose, beanstalk, compose, down, down))).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
    expect(flags(planAfter(compose, beanstalk, compose, down, down, down))).to.deep.equal([
      true,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("counts the connections of every tier that runs the app, and a worker's once", () => {
    const limits = (plan: StackPlan) => plan.state.rds?.plan.connectionLimits;
    expect(limits(planAfter(beanstalk))).to.deep.equal({ shop: 20, mail: 20 });
    expect(limits(planAfter(compose, beanstalk))).to.deep.equal({ shop: 40, mail: 20 });
  });

  it("keeps the certificate's names in one order, whichever tier serves", () => {
    const balanced = { beanstalk: { max: 2, cache: "elasticache" } };
    const forth = planAfter({ ...beanstalk, ...balanced }, { ...fargate, ...balanced });
    const back = planAfter(
      { ...beanstalk, ...balanced },
      { ...fargate, ...balanced },
      { ...beanstalk, ...balanced },
    );
    expect(forth.state.dns.certificateNames).to.deep.equal(back.state.dns.certificateNames);
  });
});
