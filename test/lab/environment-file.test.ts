import { expect } from "chai";
import { environmentFile } from "../../lab/fargate/environment-file";

const container = {
  environment: [{ name: "TITLE", value: "a = b" }],
  secrets: [{ name: "KEY", valueFrom: "arn:key" }],
};

describe("what a container of the lab gets in its environment", () => {
  it("is what the lab adds, what is declared, and the values of parameters", () => {
    const file = environmentFile(container, (arn) => `value of ${arn}`, { TRUST: "/file" });
    expect(file).to.equal("TRUST=/file\nTITLE=a = b\nKEY=value of arn:key\n");
  });

  it("has no value of several lines, which Docker would read as several variables", () => {
    expect(() => environmentFile(container, () => "one\nEVIL=two", {})).to.throw(
      "the lab's containers take values of one line; KEY has more",
    );
  });
});
