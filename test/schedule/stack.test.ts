import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { RecordedResource } from "../../cli/evaluate/recorded-resource";
import { holdText, lengthOf, newHold } from "../../cli/schedule/hold";
import { reviewStack } from "../../cost/stack-review";
import { daysOf } from "../../plan/schedule";
import { checkSettings } from "../../settings/check";
import { SettingsError } from "../../settings/problems";
import { balancedStack, singleStack } from "../beanstalk/beanstalk-stack";
import { evaluated } from "../evaluated";
import { fargateStack } from "../fargate-stack";

const hours = 'schedule={"start":"08:00","stop":"18:00","timezone":"Europe/London"}';
const apps = 'apps=[{"name":"shop","image":"ghcr.io/acme/shop:1.0.0","port":3000}]';
/** Beside the box, which stands by. */
const switched = ["tier=fargate", "domain=example.com", apps, hours];
const tiers = {
  "the box": ["tier=compose"],
  "the box with RDS": ["tier=compose", "database=rds"],
  "an instance of Beanstalk": singleStack(),
  "Beanstalk behind a load balancer": balancedStack(),
  Fargate: fargateStack(),
} as const;

async function resourcesOf(set: readonly string[], from?: "compose"): Promise<readonly RecordedResource[]> {
  return (await evaluated("dev", set, undefined, from)).resources;
}

async function cost(set: readonly string[]) {
  const { plan, resources } = await evaluated("dev", set);
  return reviewStack(plan, resources);
}

function found({ type, name }: RecordedResource): string {
  return `${type} ${name}`;
}

describe("a schedule", () => {
  it("adds what stops and starts a stack, and changes nothing else", async () => {
    for (const set of [tiers["the box with RDS"], tiers.Fargate]) {
      const without = (await resourcesOf(set)).map(found);
      const added = (await resourcesOf([...set, hours])).map(found).filter((one) => !without.includes(one));
      expect(added.filter((one) => !one.endsWith("Document schedule-lock"))).to.deep.equal([
        "aws:cloudwatch/logGroup:LogGroup schedule",
        "aws:iam/role:Role schedule",
        "aws:iam/rolePolicy:RolePolicy schedule",
        "aws:lambda/function:Function schedule",
        "aws:iam/role:Role schedule-caller",
        "aws:iam/rolePolicy:RolePolicy schedule-caller",
        "aws:scheduler/schedule:Schedule schedule",
        "aws:cloudwatch/metricAlarm:MetricAlarm alarm-schedule",
      ]);
    }
  });

  for (const [tier, told] of [
    ["the box", ["HOLD_PARAMETER", "INSTANCE", "LOCK_DOCUMENT"]],
    ["the box with RDS", ["DATABASE", "HOLD_PARAMETER", "INSTANCE", "LOCK_DOCUMENT"]],
    ["an instance of Beanstalk", ["DATABASE", "DUMPS", "ENVIRONMENT", "GROUP", "HOLD_PARAMETER", "SIZE"]],
    ["Fargate", ["CLUSTER", "COPIES", "DATABASE", "DUMPS", "HOLD_PARAMETER"]],
  ] as const)
    it(`tells its function what there is to stop: ${tier}`, async () => {
      const resources = await resourcesOf([...tiers[tier], hours]);
      const looker = resources.find((one) => found(one) === "aws:lambda/function:Function schedule");
      const { variables } = looker?.inputs["environment"] as { readonly variables: object };
      expect(Object.keys(variables).toSorted()).to.deep.equal(told);
    });

  it("rests while another tier stands by, so that no alarm takes a tier that sleeps out of DNS", async () => {
    const state = (resources: readonly RecordedResource[]) =>
      resources.find(({ type }) => type === "aws:scheduler/schedule:Schedule")?.inputs["state"];
    expect(state(await resourcesOf(switched))).to.equal("ENABLED");
    expect(state(await resourcesOf(switched, "compose"))).to.equal("DISABLED");
  });

  it("that fails to start or stop the stack is an alarm: nothing else of a stack that sleeps would tell", async () => {
    const alarm = (resources: readonly RecordedResource[]) =>
      resources.find(({ name }) => name === "alarm-schedule")?.inputs;
    for (const set of Object.values(tiers)) {
      const resources = await resourcesOf([...set, hours]);
      const { namespace, metricName, dimensions } = alarm(resources) ?? {};
      expect([namespace, metricName]).to.deep.equal(["AWS/Lambda", "Errors"]);
      expect(JSON.stringify(dimensions)).to.match(/"FunctionName":"\$\{[^"]*Function::schedule\.name}"/);
      expect(alarm(await resourcesOf(set))).to.equal(undefined);
    }
    expect(alarm(await resourcesOf([...tiers["the box"], hours, "alerts=null"]))).to.equal(undefined);
  });

  it("says that an update needs the stack running", async () => {
    const { plan } = await evaluated("dev", [hours]);
    expect(plan.notes.at(-1)).to.equal(
      "The stack runs mon, tue, wed, thu, fri from 08:00 to 18:00 (Europe/London) and is stopped otherwise. An update needs it running: outside these hours run npm run schedule -- hold 2h -s dev first.",
    );
  });
});

describe("the price of a schedule", () => {
  for (const [tier, lines] of [
    ["the box", ["box t4g.small, Linux, on demand 217.261905"]],
    [
      "the box with RDS",
      [
        "databases db.t4g.micro, postgres, one zone, on demand 217.261905",
        "box t4g.small, Linux, on demand 217.261905",
      ],
    ],
  ] as const)
    it(`is that of 50 of 168 hours: ${tier}`, async () => {
      const review = await cost([...tiers[tier], hours]);
      const scheduled = review.lines.filter(({ assumption }) => assumption?.includes("50 of 168 hours"));
      expect(
        scheduled.map(({ resource, component, quantity }) => `${resource} ${component} ${quantity}`),
      ).to.deep.equal(lines);
    });

  for (const [tier, set] of Object.entries(tiers))
    it(`says what it saves: what the same stack costs more without it, but for its function and dumps (${tier})`, async () => {
      const [review, always] = [await cost([...set, hours]), await cost(set)];
      const own = review.lines.filter(({ resource }) => /^(alarm-)?schedule$/.test(resource));
      // What is free, and dumps, of which there are fewer when a stack sleeps whole days: that is no saving.
      const aside = (lines: typeof review.lines) =>
        lines
          .filter(({ monthly, component }) => monthly < 0 || component.startsWith("Scheduled task"))
          .reduce((sum, { monthly }) => sum + monthly, 0);
      const more = always.monthly.total - aside(always.lines) - (review.monthly.total - aside(review.lines));
      const ownMonthly = own.reduce((sum, { monthly }) => sum + monthly, 0);
      expect(review.savedBySchedules).to.be.closeTo(more + ownMonthly, 0.01);
      expect(review.savedBySchedules).to.be.greaterThan(4);
      expect(always.savedBySchedules).to.equal(undefined);
    });

  it("is nothing while it rests", async () => {
    const { plan, resources } = await evaluated("dev", switched, undefined, "compose");
    expect(reviewStack(plan, resources).savedBySchedules).to.equal(undefined);
  });
});

describe("settings of a schedule", () => {
  const problems = (schedule: object) => {
    try {
      checkSettings({ apps: [{ name: "one", image: "acme/one:1", port: 80 }], schedule });
      return [];
    } catch (error) {
      return error instanceof SettingsError ? error.message.split("\n") : [String(error)];
    }
  };
  const good = { start: "08:00", stop: "18:00", timezone: "Europe/London" };

  it("are refused in words when they make no sense", () => {
    expect(problems(good)).to.deep.equal([]);
    expect(problems({ ...good, timezone: "Europe/Lond" })).to.deep.equal([
      'schedule.timezone: wrong format; got "Europe/Lond"; allowed a time zone such as Europe/London; did you mean Europe/London?',
    ]);
    expect(problems({ ...good, timezone: "+01:00", start: "8:00", days: "mon-fry" })).to.deep.equal([
      'schedule.days: wrong format; got "mon-fry"; allowed days such as mon-fri or mon,wed,sat-sun',
      'schedule.start: wrong format; got "8:00"; allowed a time in steps of 5 minutes such as 08:00',
      'schedule.timezone: wrong format; got "+01:00"; allowed a time zone such as Europe/London',
    ]);
    expect(problems({ ...good, stop: "07:00" })).to.deep.equal([
      'schedule.stop: not later than schedule.start; got "07:00"; allowed later than 08:00 on the same day; a stack that runs over midnight has no schedule yet; 23:55 is the latest stop',
    ]);
  });

  it("name days singly, as ranges, also over the end of a week", () => {
    expect(daysOf("mon-fri")).to.deep.equal(["mon", "tue", "wed", "thu", "fri"]);
    expect(daysOf("fri-sun,tue")).to.deep.equal(["sun", "tue", "fri", "sat"]);
  });
});

describe("npm run schedule", () => {
  const now = new Date("2026-11-23T20:00:00Z");

  it("takes minutes and hours up to 72 hours", () => {
    expect(["90m", "4h", "72h", "73h", "0h", "4", "-1h"].map(lengthOf)).to.deep.equal([
      ...[5_400_000, 14_400_000, 259_200_000],
      ...[undefined, undefined, undefined, undefined],
    ]);
  });

  it("lengthens a hold that is in force, and begins anew after one that is over", () => {
    const before = { since: "2026-11-23T17:00:00Z", until: "2026-11-23T21:00:00Z" };
    expect(newHold(now, 3_600_000 * 4, before)).to.deep.equal({
      since: before.since,
      until: "2026-11-24T00:00:00.000Z",
    });
    const over = { ...before, until: "2026-11-23T19:00:00Z" };
    expect(newHold(now, 3_600_000, over).since).to.equal(now.toISOString());
    expect([holdText(before, now), holdText(over, now), holdText(undefined, now)]).to.deep.equal([
      ...["held up until 2026-11-23T21:00:00Z", "not held up", "not held up"],
    ]);
  });
});

describe("the question to the box", () => {
  it("is answered by the lock that its jobs hold", async () => {
    const resources = await resourcesOf([hours]);
    const document = resources.find(({ type }) => type === "aws:ssm/document:Document");
    const { mainSteps } = JSON.parse(String(document?.inputs["content"])) as {
      readonly mainSteps: readonly { readonly inputs: { readonly runCommand: readonly string[] } }[];
    };
    const folder = mkdtempSync(join(tmpdir(), "lock-"));
    const script = mainSteps[0]?.inputs.runCommand.join("\n").replaceAll("/run/ladder", folder) ?? "";
    const ask = () => spawnSync("bash", ["-c", script]).status;
    const lock = join(folder, "lock");
    expect(ask()).to.equal(0);
    writeFileSync(lock, "");
    expect(ask()).to.equal(0);
    const job = spawn("flock", [lock, "bash", "-c", "echo held; read -r _"]);
    await new Promise((held) => job.stdout.once("data", held));
    expect(ask()).to.equal(1);
    job.stdin.end();
    await new Promise((ended) => job.once("close", ended));
    expect(ask()).to.equal(0);
    rmSync(folder, { recursive: true });
  });
});
