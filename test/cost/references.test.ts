import { expect } from "chai";
import { References } from "../../cost/references";
import type { Resource } from "../../cost/types";

const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const SERVICE = "aws:ecs/service:Service";

const task = made(
  TASK,
  "my.task",
  {},
  { arn: "arn:aws:ecs:us-east-1:1:task-definition/web:7", family: "web" },
);

describe("references between resources", () => {
  it("finds a resource by its URN, even when its name holds a dot", () => {
    expect(found(`\${${task.urn}.arn}`)).to.deep.equal(["my.task"]);
  });

  it("finds a resource inside a longer text", () => {
    expect(found(`prefix/\${${task.urn}.family}/suffix`)).to.deep.equal(["my.task"]);
  });

  it("finds a resource by ARN, by family and by family with a revision", () => {
    expect(found("arn:aws:ecs:us-east-1:1:task-definition/web:7")).to.deep.equal(["my.task"]);
    expect(found("web")).to.deep.equal(["my.task"]);
    expect(found("web:7")).to.deep.equal(["my.task"]);
  });

  it("finds nothing for an unknown value without a recorded dependency", () => {
    expect(found("04da6b54-80e4-46f7-96ec-b56ff0331ba9")).to.deep.equal([]);
  });

  it("falls back to the recorded dependency of the same property only", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    expect(found(unknown, { taskDefinition: [task.urn] })).to.deep.equal(["my.task"]);
    expect(found(unknown, { cluster: [task.urn] })).to.deep.equal([]);
  });

  it("trusts the recorded dependency where several resources share a name", () => {
    const twin = { ...task, urn: `${task.urn}-twin`, name: "twin" };
    const references = { taskDefinition: [twin.urn] };
    const service = { ...made(SERVICE, "svc", { taskDefinition: "web" }), references };
    const all = new References([task, twin, service]);
    expect(all.of(service, "taskDefinition", [TASK]).map(({ name }) => name)).to.deep.equal(["twin"]);
    expect([task, twin].map((each) => all.referrers(SERVICE, each).length)).to.deep.equal([0, 1]);
  });

  it("finds who refers to a resource", () => {
    const service = made(SERVICE, "svc", { taskDefinition: `\${${task.urn}.arn}` });
    const references = new References([task, service, made(SERVICE, "other", {})]);
    expect(references.referrers(SERVICE, task).map(({ name }) => name)).to.deep.equal(["svc"]);
  });

  it("reads a value that is taken from another resource", () => {
    expect(new References([task]).valueOf(`\${${task.urn}.family}`)).to.equal("web");
    expect(new References([task]).valueOf(`\${${task.urn}.cpu}`)).to.equal(undefined);
  });
});

function found(taskDefinition: string, references?: Record<string, string[]>): string[] {
  const service: Resource = { ...made(SERVICE, "svc", { taskDefinition }), references };
  return new References([task, service]).of(service, "taskDefinition", [TASK]).map(({ name }) => name);
}

function made(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  outputs?: Record<string, unknown>,
): Resource {
  return { urn: `urn:pulumi:dev::ladder::${type}::${name}`, type, name, inputs, outputs };
}
