import { expect } from "chai";
import { newDevStack } from "../dev-stack";

/** Pulumi 3.248 spends ten seconds on formatting an error that has a stack, even one that it does not show. */
const promptly = 8;

describe("engine: a bad setting", () => {
  it("is told with all the others, before any resource, without a stack trace, at once", async () => {
    const stack = (await newDevStack()).edit((settings) => {
      settings.setIn(["config", "ladder:tier"], "composee");
      settings.setIn(["config", "ladder:box", "instance"], "huge");
      settings.setIn(["config", "ladder:apps", 0, "prot"], 8080);
    });
    const preview = await stack.preview();
    expect(preview.exitCode).to.not.equal(0);
    expect(preview.steps).to.deep.equal([]);
    expect(preview.diagnostics).to.match(/^tier: unknown value; got "composee"; allowed compose/m);
    expect(preview.diagnostics).to.match(/^box\.instance: .*got "huge"/m);
    expect(preview.diagnostics).to.match(/^apps\[0\]\.prot: unknown setting; did you mean port\?/m);
    expect(preview.diagnostics).to.not.include("    at ");
    expect(preview.seconds).to.be.below(promptly);
  });

  it("is told before any resource when the region offers the type in too few zones", async () => {
    const stack = (await newDevStack()).control({
      answers: {
        "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings": { locations: ["us-east-1c"] },
      },
    });
    const update = await stack.up();
    expect(update.exitCode).to.not.equal(0);
    expect(update.calls).to.deep.equal([]);
    expect(update.stdout).to.include(
      "box.instance: offered in too few zones of us-east-1; got t4g.small in us-east-1c; " +
        "allowed a type that 2 zones offer; choose another instance type or region",
    );
    expect(update.stdout + update.stderr).to.not.include("    at ");
    expect(update.seconds).to.be.below(promptly);
  });

  it("and expired credentials are told before any resource, in a sentence that says what to do", async () => {
    const stack = (await newDevStack()).control({
      unanswered: {
        "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings":
          "ExpiredToken: The security token included in the request is expired",
      },
    });
    const update = await stack.up();
    expect(update.exitCode).to.not.equal(0);
    expect(update.calls).to.deep.equal([]);
    expect(update.stdout).to.match(
      /AWS did not answer what has to be known before anything is changed: .*ExpiredToken: The security token included in the request is expired/,
    );
    expect(update.stdout).to.include("See whether the credentials hold: aws sts get-caller-identity");
    expect(update.stdout + update.stderr).to.not.include("    at ");
  });

  it("stops `pulumi up` before a provider is asked for anything", async () => {
    const stack = (await newDevStack()).edit((settings) =>
      settings.setIn(["config", "ladder:box", "dataGb"], 1),
    );
    const update = await stack.up();
    expect(update.exitCode).to.not.equal(0);
    expect(update.calls).to.deep.equal([]);
    expect(update.stdout).to.match(/box\.dataGb: .*got 1/);
    expect(update.stdout + update.stderr).to.not.include("    at ");
  });
});
