import { expect } from "chai";
import type { Resource } from "../../../cost/types";
import { priced, types } from "../resources";

const SCHEDULE = "aws:scheduler/schedule:Schedule";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const MANY = 10_000;

describe("hours between scheduled starts and stops", () => {
  it("belong to the instance that is named, not to one whose name only begins alike", () => {
    const input = JSON.stringify({ InstanceIds: ["i-12"] });
    expect(hours([instance("one", "i-1"), instance("twelve", "i-12"), ...workdays(input)])).to.deep.equal([
      730, 217.261905,
    ]);
  });

  it("are known before the update by the recorded dependency", () => {
    const box = { ...instance("box"), id: undefined };
    expect(hours([box, ...workdays(UNKNOWN, [box.urn])])).to.deep.equal([217.261905]);
  });

  it(`are found for ${MANY} instances with a schedule each`, () => {
    const list = Array.from({ length: MANY }, (_, index) => [
      instance(`box${index}`, `i-${index}`),
      ...workdays(JSON.stringify({ InstanceIds: [`i-${index}`] })),
    ]);
    expect(new Set(hours(list.flat()))).to.deep.equal(new Set([217.261905]));
  });
});

function instance(name: string, id?: string): Resource {
  const inputs = { instanceType: "t4g.small" };
  return { urn: `urn:pulumi:dev::shop::${name}`, type: types.instance, name, id, inputs };
}

/** 8:00 to 18:00 on five days: 50 of 168 hours. */
function workdays(input: string, target: readonly string[] = []): Resource[] {
  return [
    ["start", 8],
    ["stop", 18],
  ].map(([verb, hour]): Resource => {
    const arn = `arn:aws:scheduler:::aws-sdk:ec2:${verb}Instances`;
    const inputs = { scheduleExpression: `cron(0 ${hour} ? * MON-FRI *)`, target: { arn, input } };
    const name = `${verb} ${input}`;
    return { urn: `urn:pulumi:dev::shop::${name}`, type: SCHEDULE, name, inputs, references: { target } };
  });
}

function hours(list: readonly Resource[]): number[] {
  return priced(list)
    .lines.filter(({ component }) => component.includes("on demand"))
    .map(({ quantity }) => quantity);
}
