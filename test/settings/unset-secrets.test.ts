import { expect } from "chai";
import { readStack } from "../../settings/read-stack";
import { linesOf } from "./problems-of";
import { temporaryFolder } from "./temporary-folder";

const file = `config:
  aws:region: us-east-1
  ladder:apps:
    - { name: shop, image: "a:1", port: 80, secrets: [STRIPE_KEY, MAIL_KEY, { name: OWN, generate: true }] }
  ladder:secrets: { shop: { MAIL_KEY: { secure: v1:abc } } }
`;
const read = (...set: readonly string[]) =>
  readStack(temporaryFolder({ "Pulumi.dev.yaml": file }), "dev", set);

describe("secrets that are given but have no value yet", () => {
  it("do not keep a stack from being looked at: each gets a placeholder, and is named", () => {
    const { unsetSecrets, raw } = read();
    expect(unsetSecrets).to.deep.equal(["secrets.shop.STRIPE_KEY"]);
    expect(raw["secrets"]).to.deep.equal({ shop: { MAIL_KEY: "[secret]", STRIPE_KEY: "[secret]" } });
  });

  it("are also assumed where the stack has no values at all", () => {
    expect(read("secrets=").unsetSecrets).to.deep.equal(["secrets.shop.STRIPE_KEY", "secrets.shop.MAIL_KEY"]);
  });

  it("are not taken from the command line, which is told without the value", () => {
    expect(
      linesOf(() => read("secrets.shop.STRIPE_KEY=abc", "ladder:secrets.shop.MAIL_KEY=d")),
    ).to.deep.equal([
      "--set secrets.shop.STRIPE_KEY: values of secrets are not taken from the command line; leave it out: a secret without a value is assumed here",
      "--set secrets.shop.MAIL_KEY: values of secrets are not taken from the command line; leave it out: a secret without a value is assumed here",
    ]);
  });

  it("leave what is written wrongly to the checks", () => {
    const broken = file.replace(/ladder:secrets: .*/, "ladder:secrets: { shop: 5 }");
    const folder = temporaryFolder({ "Pulumi.dev.yaml": broken });
    expect(linesOf(() => readStack(folder, "dev"))[0]).to.match(/^secrets\.shop: wrong type/);
  });
});
