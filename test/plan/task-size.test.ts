import { expect } from "chai";
import { app, refusals } from "./planned";

describe("the size of a task definition", () => {
  const refused = (bytes: number, tier = "fargate") =>
    refusals({ tier, apps: [app("shop", { env: { A: "a".repeat(bytes) } })] });

  it("is refused above AWS's 64 KiB, and with one byte less it is not", () => {
    expect(refused(61_403)).to.deep.equal([]);
    expect(refused(61_404)).to.deep.equal([
      "apps[0]: its variables and commands do not fit a task of Fargate; got 65537 bytes for shop; allowed at most 65536; shorten env, command or migrate, or put large values into the image",
    ]);
  });

  it("counts what is sent, in bytes, and on Fargate alone", () => {
    expect(
      refusals({ tier: "fargate", apps: [app("shop", { env: { A: "\u00e4".repeat(31_000) } })] }).length,
    ).to.equal(1);
    expect(refused(100_000, "compose")).to.deep.equal([]);
  });
});
