import { expect } from "chai";
import { mask } from "../../../components/fargate/calls/mask";

describe("masking of what tasks wrote", () => {
  const url = "postgres://app_shop:pa%2Fss-word@db.example:5432/app_shop?sslmode=require";

  it("hides a value, a URL, the password inside it, and each as it looks in a query or in JSON", () => {
    const secrets = ['to"ken/1', url];
    expect(mask('token=to"ken/1 to%22ken%2F1 to\\"ken/1', secrets)).to.equal(
      "token=[secret] [secret] [secret]",
    );
    expect(mask(`connect ${url}: pa%2Fss-word, pa/ss-word`, secrets)).to.equal(
      "connect [secret]: [secret], [secret]",
    );
  });

  it("leaves words alone that are too short to be a secret", () => {
    expect(mask("an app in a cap", ["ap", ""])).to.equal("an app in a cap");
  });
});
