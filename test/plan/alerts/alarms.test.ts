import { expect } from "chai";
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { assert, array, constantFrom, float, integer, option, property } from "fast-check";
import { shareExpression } from "../../../components/alerts/alarm";
import type { AlarmPlan, Share } from "../../../plan/alerts/alarm";
import { loadStack } from "../../../cli/load-stack";
import { balancedStack } from "../../beanstalk/beanstalk-stack";
import { fargateStack } from "../../fargate-stack";
import { states } from "./evaluate-alarm";

const all = ["alerts.alarms=all", "domain=example.com"];
const alarmsOf = (set: readonly string[]) => loadStack({ stack: "dev", set }).plan.alerts?.alarms ?? [];
const fewOfMany = alarmsOf(balancedStack());
const night = ["schedule={start: '08:00', stop: '18:00', timezone: Europe/London}"];
const stacks = {
  fewOfMany,
  few: alarmsOf([]),
  box: alarmsOf(all),
  fargate: alarmsOf(fargateStack(...all)),
  beanstalk: alarmsOf(balancedStack(...all)),
  sleeping: alarmsOf(night),
};

function alarm(stack: keyof typeof stacks, name: string): AlarmPlan {
  const found = stacks[stack].find((one) => one.name === name);
  if (!found) throw new Error(`${stack} has no alarm ${name}`);
  return found;
}

const nothing = undefined;
const gb = 2 ** 30;

/** A series as it is seen in practice, one value a period, and the first letters of the states after each. */
const recorded: readonly (readonly [
  string,
  keyof typeof stacks,
  string,
  readonly (number | undefined)[],
  string,
])[] = [
  [
    "one failed look at the hardware is none, two are",
    "few",
    "box-unreachable",
    [0, 1, 0, 1, 1, 1, 0],
    "OOOOAAO",
  ],
  [
    "a box that was stopped is not restarted",
    "few",
    "box-unreachable",
    [0, nothing, nothing, nothing],
    "OOOO",
  ],
  ["a system that hangs is given five minutes", "few", "box-stuck", [0, 1, 1, 1, 1, 1, 0], "OOOOOAO"],
  ["credits that drain", "few", "box-credits", [288, 140, 60, 19, 12, 4, 0], "OOOOOAA"],
  ["credits that were low for a moment", "few", "box-credits", [30, 19, 21, 25, 40], "OOOOO"],
  ["one bad moment wakes nobody", "few", "problems", [0, 0, 1, 0, 0, 0], "OOOOOO"],
  ["a problem that stays", "few", "problems", [0, 0, 0, 1, 2, 1, 1, 0], "OOOOOAAO"],
  [
    "a box that falls silent",
    "few",
    "problems",
    [0, 0, 0, nothing, nothing, nothing, nothing, 0],
    "OOOOOAAO",
  ],
  ["memory at its limit, not over it", "box", "memory", [85, 85, 85, 85], "OOOO"],
  ["memory that leaks", "box", "memory", [70, 80, 86, 90, 95, 96], "OOOOAA"],
  ["a disk that fills, and is freed", "box", "disk", [79, 81, 84, 88, 60], "OOOAO"],
  ["processor of a build", "box", "box-cpu", [5, 99, 99, 20, 5], "OOOOO"],
  ["an apply that failed and was mended", "box", "apply-failed", [0, 1, 1, 1, 1, 0], "OOOAAO"],
  ["backups that fail, and then not", "box", "backup-age", [24, 35, 36.1, 37, 38, 0.2], "OOOOAO"],
  ["a backup of which nothing is known", "box", "backup-age", [1, nothing, nothing, nothing], "OOOA"],
  ["a drill that fails", "box", "drill-failed", [0, 1, 1, 1, 0], "OOOAO"],
  ["figures that stop coming", "box", "apps-unhealthy", [0, 0, nothing, nothing, nothing], "OOOOA"],
  ["only one alarm speaks for silence", "box", "memory", [50, 50, nothing, nothing, nothing], "OOOOO"],
  ["a certificate that is renewed in time", "box", "certificate", [31, 30, 30, 89], "OOOO"],
  ["a certificate that nobody renews", "box", "certificate", [14.2, 13.9, 13.9, 13.9], "OOOA"],
  ["a night without visitors", "box", "slow", [nothing, nothing, nothing, nothing], "OOOO"],
  ["storage of databases", "fargate", "databases-storage", [8 * gb, 3.9 * gb, 3.9 * gb, 3.9 * gb], "OOOA"],
  ["memory of databases", "fargate", "databases-memory", [300e6, 150e6, 150e6, 150e6], "OOOA"],
  ["a day without a word of the certificate", "fargate", "certificate", [nothing, 300], "OO"],
  ["a copy that is replaced", "fargate", "unhealthy-shop", [0, 1, 0, 0], "OOOO"],
  ["an environment that is updated", "beanstalk", "environment-health", [0, 1, 1, 0], "OOOO"],
  ["an environment that is degraded", "beanstalk", "environment-health", [0, 20, 20, 20, 0], "OOOAO"],
  [
    "an environment that says nothing",
    "beanstalk",
    "environment-health",
    [0, nothing, nothing, nothing],
    "OOOA",
  ],
  ["a problem of an instance that stays", "fewOfMany", "instances-problems", [0, 1, 1, 1, 2, 0], "OOOAAO"],
  [
    "instances that are silent: their environment says so",
    "fewOfMany",
    "instances-problems",
    [0, nothing, nothing, nothing],
    "OOOO",
  ],
  [
    "memory of the worst instance, for a moment",
    "beanstalk",
    "instances-memory",
    [70, 86, 90, 85, 86, 85],
    "OOOOOO",
  ],
  ["memory of the worst instance", "beanstalk", "instances-memory", [70, 86, 90, 86, 85], "OOOAO"],
  ["the disk of an instance that fills", "beanstalk", "instances-disk", [79, 81, 82, 83], "OOOA"],
  ["a slow answer in one period of three", "beanstalk", "slow", [0.2, 3, 0.2, 0.2], "OOOO"],
  ["one look that fails is made good by the next", "sleeping", "schedule", [0, 1, 0, nothing, 0], "OOOOO"],
  ["a morning on which the box cannot be started", "sleeping", "schedule", [0, 3, 3, 3, 0, 0], "OOAAAO"],
  ["slow answers in two of three", "beanstalk", "slow", [0.2, 3, 0.2, 3, 0.2], "OOOAO"],
];

describe("alarms against series of figures", () => {
  for (const [title, stack, name, values, expected] of recorded)
    it(`${name}: ${title}`, () => expect(states(alarm(stack, name), values)).to.equal(expected));

  it("look at every rule: each alarm of each tier has a series that sets it off", () => {
    for (const alarms of Object.values(stacks))
      for (const one of alarms) {
        const bad = one.breach === "above" ? one.threshold * 2 + 1 : one.threshold / 2 - 1;
        const good = one.threshold;
        const run = (value: number) => Array.from({ length: one.evaluationPeriods }, () => value);
        expect(states(one, [...run(good), ...run(bad)]), one.name).to.match(/^O+.*A$/);
        expect(states(one, [...run(good), ...run(good)]), one.name).to.match(/^O+$/);
      }
  });

  it("never go off on fewer bad figures than the rule says, whatever comes between", () => {
    const figures = array(option(float({ min: 0, max: 100, noNaN: true }), { nil: undefined }), {
      minLength: 3,
      maxLength: 30,
    });
    assert(
      property(constantFrom("memory", "disk", "slow"), figures, (name, values) => {
        const rule = alarm("box", name);
        const last = values.slice(-rule.evaluationPeriods);
        const bad = last.filter((value) => value !== undefined && value > rule.threshold).length;
        expect(states(rule, values).at(-1) === "A").to.equal(bad >= rule.datapointsToAlarm);
      }),
    );
  });
});

describe("the share of requests that fail", () => {
  const parts = ["HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"];
  const share = { of: "RequestCount", parts, withoutTargets: true, enoughParts: 10 } as const;
  const percent = (requests: number | undefined, part0?: number, part1?: number, rule: Share = share) =>
    runInNewContext(shareExpression(rule, 300), {
      all: requests,
      part0,
      part1,
      IF: (condition: boolean, yes: number, no: number) => (condition ? yes : no),
      FILL: (value: number | undefined, other: number) => value ?? other,
    }) as number;

  it("adds the errors of apps and of the load balancer, which are there only when there are any", () => {
    expect(percent(1000, 5, 5)).to.equal(1);
    expect(percent(1000, nothing, 20)).to.equal(2);
    expect(percent(1000)).to.equal(0);
  });

  it("is all of them where no app is there to take any, which the load balancer counts as errors and not as requests", () => {
    expect(percent(nothing, nothing, 600)).to.equal(100);
    expect(percent(10, nothing, 600)).to.equal(100);
    expect(percent(nothing, nothing, 9)).to.equal(0);
    const errors = (set: readonly string[]) => alarmsOf(set).find(({ name }) => name === "errors")?.metric;
    expect(errors(balancedStack())).to.deep.equal(share);
    // Nobody is there at night.
    const asleep = errors(balancedStack(...night)) as Share;
    expect(asleep).to.deep.equal({ of: "RequestCount", parts, enoughParts: 10 });
    expect(percent(nothing, nothing, 600, asleep)).to.equal(0);
    expect(percent(3, nothing, 600, asleep)).to.equal(0);
  });

  it("says nothing of a few requests", () => {
    expect(percent(99, 9)).to.equal(0);
    expect(percent(100, 9)).to.equal(9);
    const refused = { of: "RequestCount", parts } as const;
    expect(percent(99, 99, 0, refused)).to.equal(0);
  });

  it("counts ten errors of a small app that is down, however few visitors it has", () => {
    expect(percent(10, 10)).to.equal(100);
    expect(percent(40, 10)).to.equal(25);
    expect(percent(40, nothing, 40)).to.equal(100);
  });

  it("is between 0 and 100 for any counts", () => {
    assert(
      property(integer({ min: 0, max: 1e6 }), integer({ min: 0, max: 100 }), (requests, bad) => {
        const found = percent(requests, Math.floor((requests * bad) / 100));
        expect(found).to.be.within(0, 100);
      }),
    );
  });
});

describe("the texts of alarms", () => {
  it("take silence for an alarm, but not of a stack that a schedule stops, except of its backups", () => {
    const quiet = (set: readonly string[]) =>
      alarmsOf(set).flatMap(({ name, missing }) => (missing === "breaching" ? [name] : []));
    const stopped = (set: readonly string[]) =>
      alarmsOf([...set, ...night]).flatMap(({ name, missing }) => (missing === "ignore" ? [name] : []));
    expect(quiet(all)).to.deep.equal(["backup-age", "apps-unhealthy"]);
    for (const set of [[], all, balancedStack(...all)]) {
      expect(quiet(set)).not.to.deep.equal([]);
      const backups = quiet(set).filter((name) => name === "dumps");
      const others = quiet(set).filter((name) => name !== "dumps");
      expect([stopped(set), quiet([...set, ...night])]).to.deep.equal([others, backups]);
    }
  });

  it("say what is wrong and what to do first, in what CloudWatch takes", () => {
    for (const one of Object.values(stacks).flat()) {
      expect(one.description, one.name).to.match(/^[^]+\. First: [^]+\.$/);
      expect(one.description.length, one.name).to.be.within(60, 1024);
    }
  });

  it("say for how long no drill may be missing as the box counts it", () => {
    const counted = /^DRILLED_WITHIN = .*\(days=(\d+)\)$/m.exec(
      readFileSync("box/programs/backup_state.py", "utf8"),
    )?.[1];
    expect(alarm("box", "drill-failed").description).to.include(` there was none for ${counted} days: `);
    expect(readFileSync("docs/operate.md", "utf8")).to.include(` no restore drill for ${counted} days,`);
  });

  it("name the stack in each command, which would ask another one otherwise", () => {
    const prod = loadStack({ stack: "prod", set: [] }).plan.alerts?.alarms ?? [];
    const commands = (alarms: readonly AlarmPlan[]) =>
      alarms.flatMap(({ description }) => description.match(/`(npm run|pulumi) [^`]+`/g) ?? []);
    expect(commands(prod)).to.include.members(["`npm run box -- -s prod status`", "`pulumi up -s prod`"]);
    for (const command of commands(prod)) expect(command).to.include(" -s prod");
    for (const command of commands(Object.values(stacks).flat())) expect(command).to.include(" -s dev");
  });

  it("are of one alarm each: names differ within a stack", () => {
    for (const alarms of Object.values(stacks)) {
      const names = alarms.map(({ name }) => name);
      expect(new Set(names).size).to.equal(names.length);
    }
  });
});
