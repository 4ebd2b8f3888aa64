import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { guideWithSentences } from "../cli/docs/box-sentences";
import { movingWithFaults } from "../cli/docs/fault-table";
import { guardrailPrices, guideWithGuardrails } from "../cli/docs/guardrail-table";
import { labWithLimits } from "../cli/docs/lab-limits";
import { guideWithOperations } from "../cli/docs/operation-sentences";
import { guideWithRecoveries } from "../cli/docs/recovery-sentences";
import { pageWithRules } from "../cli/docs/rule-table";
import { guideWithWalk } from "../cli/docs/switch-walk";
import { guideWithSwitches } from "../cli/docs/switch-words";
import { readmeWithPrices, tiersWithSteps } from "../cli/docs/price-table";

describe("README.md", () => {
  it("shows today's prices of the example stacks (npm run docs)", async () => {
    const text = readFileSync(join(__dirname, "../README.md"), "utf8");
    expect(await readmeWithPrices(text)).to.equal(text);
  });

  it("names the two set-up commands", () => {
    const text = readFileSync(join(__dirname, "../README.md"), "utf8");
    expect(text).to.include("npm ci && npm run preview\nnpm test");
  });
});

describe("docs/tiers.md", () => {
  it("shows what each step up costs today (npm run docs)", async () => {
    const text = readFileSync(join(__dirname, "../docs/tiers.md"), "utf8");
    expect(await tiersWithSteps(text)).to.equal(text);
  });
});

describe("docs/switching.md", () => {
  it("says of a switch what the preview says (npm run docs)", async () => {
    const text = readFileSync(join(__dirname, "../docs/switching.md"), "utf8");
    expect(await guideWithSwitches(text)).to.equal(text);
  });
});

describe("docs/moving.md", () => {
  it("shows the switch that was recorded on the real engine (npm run docs)", () => {
    const text = readFileSync(join(__dirname, "../docs/moving.md"), "utf8");
    expect(guideWithWalk(text)).to.equal(text);
  });
});

describe("docs/rules.md", () => {
  it("has every rule and every waiver (npm run docs)", () => {
    const text = readFileSync(join(__dirname, "../docs/rules.md"), "utf8");
    expect(pageWithRules(text)).to.equal(text);
  });
});

describe("docs/moving-faults.md", () => {
  const text = readFileSync(join(__dirname, "../docs/moving-faults.md"), "utf8");

  it("says of each fault what the titles of its tests say (npm run docs)", () => {
    expect(movingWithFaults(text)).to.equal(text);
  });

  it("has all 27 faults", () => {
    const numbers = [...text.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number));
    expect(numbers).to.deep.equal(Array.from({ length: 27 }, (_, index) => index + 1));
  });
});

describe("docs/box.md", () => {
  it("says of the box what the titles of its tests say (npm run docs)", () => {
    const text = readFileSync(join(__dirname, "../docs/box.md"), "utf8");
    expect(guideWithSentences(text)).to.equal(text);
  });
});

describe("docs/operate.md", () => {
  it("says of operating what the titles of its tests say (npm run docs)", () => {
    const text = readFileSync(join(__dirname, "../docs/operate.md"), "utf8");
    expect(guideWithOperations(text)).to.equal(text);
  });

  it("shows what alarms cost on each tier (npm run docs), on a box with few of them less than a dollar", async () => {
    const text = readFileSync(join(__dirname, "../docs/operate.md"), "utf8");
    expect(await guideWithGuardrails(text)).to.equal(text);
    const box = (await guardrailPrices()).find(({ tier, level }) => tier === "compose" && level === "few");
    expect([box?.alarms, box?.billed]).to.deep.equal([0.7, 0]);
  });
});

describe("docs/recover.md", () => {
  it("says of backups what the titles of their tests say (npm run docs)", () => {
    const text = readFileSync(join(__dirname, "../docs/recover.md"), "utf8");
    expect(guideWithRecoveries(text)).to.equal(text);
  });
});

describe("docs/lab.md", () => {
  it("says of each thing that the lab only records why (npm run docs)", () => {
    const text = readFileSync(join(__dirname, "../docs/lab.md"), "utf8");
    expect(labWithLimits(text)).to.equal(text);
  });
});
