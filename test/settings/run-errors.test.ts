import { RunError } from "@pulumi/pulumi";
import { expect } from "chai";
import { runError } from "../../settings/run-errors";

describe("an error of the program", () => {
  it("is shown without a stack trace when a provider did not answer, with the provider's reason", () => {
    for (const said of [
      "invocation of aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings returned an error: ExpiredToken: old",
      "Invoke of 'aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings' failed: ExpiredToken: old",
    ]) {
      const error = runError(new Error(said));
      expect(RunError.isInstance(error)).to.equal(true);
      expect((error as RunError).message).to.equal(
        "AWS did not answer what has to be known before anything is changed: ExpiredToken: old\n" +
          "Nothing was touched. See whether the credentials hold: aws sts get-caller-identity; then run pulumi again.",
      );
    }
  });

  it("stays as it is when nobody knows it", () => {
    const bug = new TypeError("undefined is not a function");
    expect(runError(bug)).to.equal(bug);
  });
});
