import { expect } from "chai";
import type { Document } from "yaml";
import { deployedOn } from "../deployed-on";
import type { Deployment, Update } from "../deployment";
import { deployedDevStack } from "../dev-stack";
import { described } from "../preview-steps";
import { shop } from "../shop-stack";

const hours = { start: "08:00", stop: "18:00", days: "mon-fri", timezone: "Europe/London" };
const looker = [
  "aws:cloudwatch/logGroup:LogGroup schedule",
  "aws:iam/role:Role schedule",
  "aws:iam/role:Role schedule-caller",
  "aws:iam/rolePolicy:RolePolicy schedule",
  "aws:iam/rolePolicy:RolePolicy schedule-caller",
  "aws:lambda/function:Function schedule",
  "aws:scheduler/schedule:Schedule schedule",
];
/** Asks the box whether a job is at work. */
const lock = "aws:ssm/document:Document schedule-lock";
/** A morning on which the stack does not start wakes somebody. */
const failed = "aws:cloudwatch/metricAlarm:MetricAlarm alarm-schedule";
/** Silence is an alarm only where nobody stops the box at night. */
const silence = "update aws:cloudwatch/metricAlarm:MetricAlarm alarm-problems";

const scheduled = (more: object) => (settings: Document) =>
  settings.setIn(["config", "ladder:schedule"], settings.createNode({ ...hours, ...more }));

function steps({ exitCode, stdout, calls }: Update): readonly string[] {
  expect(exitCode, stdout).to.equal(0);
  return described(calls.map(({ operation, type, name }) => ({ op: operation, type, name })));
}

const each = (operation: string, names: readonly string[]) => names.map((name) => `${operation} ${name}`);

/** What AWS is to call, and with what. */
function lastSchedule({ calls }: Update): Readonly<Record<string, unknown>> {
  const call = calls.findLast(({ type }) => type === "aws:scheduler/schedule:Schedule");
  const target = call?.inputs?.["target"] as { readonly input: string } | undefined;
  return { state: call?.inputs?.["state"], hours: JSON.parse(target?.input ?? "null") as unknown };
}

async function expectNoChanges(deployment: Deployment): Promise<void> {
  const again = await deployment.preview("--expect-no-changes");
  expect(again.exitCode, again.diagnostics).to.equal(0);
}

describe("engine: a schedule", () => {
  it("comes to a box with what stops and starts it, changes in one resource, and goes without touching the box", async () => {
    const stack = (await deployedDevStack()).deployment.copy();
    const first = await stack.edit(scheduled({})).up();
    expect(steps(first)).to.have.members([...each("create", [...looker, lock, failed]), silence]);
    expect(lastSchedule(first)).to.deep.equal({
      state: "ENABLED",
      hours: {
        ...{ start: "08:00", stop: "18:00", timezone: "Europe/London" },
        days: ["mon", "tue", "wed", "thu", "fri"],
      },
    });
    await expectNoChanges(stack);

    const later = await stack.edit(scheduled({ stop: "20:30", days: "mon-sat" })).up();
    expect(steps(later)).to.deep.equal(["update aws:scheduler/schedule:Schedule schedule"]);
    expect(lastSchedule(later)["hours"]).to.deep.equal({
      ...{ start: "08:00", stop: "20:30", timezone: "Europe/London" },
      days: ["mon", "tue", "wed", "thu", "fri", "sat"],
    });

    const none = await stack.edit((settings) => settings.deleteIn(["config", "ladder:schedule"])).up();
    expect(steps(none)).to.have.members([...each("delete", [...looker, lock, failed]), silence]);
    await expectNoChanges(stack);
  });

  it("has a hold for tonight beside it, which no update makes, changes or deletes", async () => {
    const stack = (await deployedDevStack()).deployment.copy().edit(scheduled({}));
    const { calls } = await stack.up();
    // `npm run schedule -- hold` makes the parameter; the function is told its name alone.
    const told = calls.find(
      ({ type, name }) => type === "aws:lambda/function:Function" && name === "schedule",
    );
    const { variables } = told?.inputs?.["environment"] as {
      readonly variables: Readonly<Record<string, string>>;
    };
    expect(variables["HOLD_PARAMETER"]).to.equal("/ladder/dev/schedule/hold");
    const removal = await stack.edit((settings) => settings.deleteIn(["config", "ladder:schedule"])).up();
    const names = [...calls, ...removal.calls]
      .filter(({ type }) => type === "aws:ssm/parameter:Parameter")
      .map(({ inputs }) => inputs?.["name"]);
    expect(names).to.not.include("/ladder/dev/schedule/hold");
  });

  it("is made by a first up on Fargate, rests while another tier stands by, and goes on when that one is retired", async () => {
    const { deployment, update } = await deployedOn("fargate", [shop], (stack) => stack.edit(scheduled({})));
    const made = steps(update).filter((step) => looker.some((one) => step.endsWith(` ${one}`)));
    expect(made).to.have.members(each("create", looker));
    expect(steps(update)).to.not.include(`create ${lock}`);
    expect(lastSchedule(update)["state"]).to.equal("ENABLED");
    await expectNoChanges(deployment);

    const switched = await deployment
      .edit((settings) => settings.setIn(["config", "ladder:tier"], "beanstalk"))
      .up();
    expect(steps(switched)).to.include("update aws:scheduler/schedule:Schedule schedule");
    expect(lastSchedule(switched)["state"]).to.equal("DISABLED");
  });
});
