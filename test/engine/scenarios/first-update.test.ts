import { expect } from "chai";
import { Deployment } from "../deployment";
import { deployedDevStack, newDevStack } from "../dev-stack";
import { described } from "../preview-steps";

describe("engine: the first `pulumi up` of the dev stack", () => {
  it("creates exactly what the preview announced", async () => {
    const preview = await (await newDevStack()).preview();
    const { update } = await deployedDevStack();
    expect(preview.exitCode, preview.diagnostics).to.equal(0);
    const announced = preview.steps.filter(({ type }) => !/^(ladder|pulumi-nodejs):/.test(type));
    const done = update.calls.map(({ operation, type, name }) => ({ op: operation, type, name }));
    expect(described(done)).to.deep.equal(described(announced));
    expect(new Set(done.map(({ op }) => op))).to.deep.equal(new Set(["create"]));
  });

  it("makes the volume and the address before the box, and attaches them after it", async () => {
    const { update } = await deployedDevStack();
    const order = update.calls
      .map(({ type, name }) => `${type.split(":").at(-1)} ${name}`)
      .filter((call) =>
        ["Volume data", "Eip address", "Instance box", "VolumeAttachment data"].includes(call),
      );
    expect(order.slice(0, 2).sort()).to.deep.equal(["Eip address", "Volume data"]);
    expect(order.slice(2)).to.deep.equal(["Instance box", "VolumeAttachment data"]);
  });

  it("leaves nothing to change", async () => {
    const { deployment } = await deployedDevStack();
    const again = await deployment.copy().preview("--expect-no-changes");
    expect(described(again.steps)).to.deep.equal([]);
    expect(again.exitCode, again.diagnostics).to.equal(0);
  });

  it("leaves nothing to change when Ubuntu has a newer image and AWS offers the type in other zones", async () => {
    const { deployment } = await deployedDevStack();
    const later = deployment.copy().control({
      answers: {
        "aws:ssm/getParameter:getParameter": {
          value: "ami-0ffffffffffffffff",
          insecureValue: "ami-0ffffffffffffffff",
        },
        "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings": {
          locations: ["us-east-1b", "us-east-1c"],
        },
      },
    });
    const again = await later.preview("--expect-no-changes");
    expect(described(again.steps)).to.deep.equal([]);
    expect(again.exitCode, again.diagnostics).to.equal(0);
  });

  it("writes no secret in the clear into the state or the output", async () => {
    const { deployment, update } = await deployedDevStack();
    const values = update.calls
      .filter(({ type }) => type === "aws:ssm/parameter:Parameter")
      .map(({ inputs }) => String(inputs?.["value"]));
    const places = { state: deployment.stateText(), output: update.stdout + update.stderr };
    const found = Object.entries(places).flatMap(([place, text]) =>
      values.filter((value) => text.includes(value)).map(() => place),
    );
    expect(values.every((value) => value.length >= 16)).to.equal(true);
    expect(found).to.deep.equal([]);
  });
});

describe("engine: the prod stack", () => {
  it("can be previewed as committed, with nothing given", async () => {
    const preview = await (await Deployment.init("prod")).preview();
    expect(preview.exitCode, preview.diagnostics).to.equal(0);
    expect(new Set(preview.steps.map(({ op }) => op))).to.deep.equal(new Set(["create"]));
  });
});
