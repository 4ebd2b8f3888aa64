import { expect } from "chai";
import { evaluated } from "../evaluated";

const role = "aws:iam/role:Role";

describe("roles for workflows of GitHub", () => {
  async function made(settings: object) {
    const { resources } = await evaluated("dev", [`github=${JSON.stringify(settings)}`]);
    const named = (type: string, name: string) =>
      resources.find((one) => one.type === type && one.name === name);
    const trust = (name: string) =>
      JSON.parse(String(named(role, name)?.inputs["assumeRolePolicy"])) as {
        Statement: { Principal: unknown; Condition: unknown }[];
      };
    return { resources, named, trust };
  }

  it("are one for the branch and one for pull requests, each for that subject alone", async () => {
    const { trust, named } = await made({ repository: "octo-org-123456/shop-456789", branch: "live" });
    const equals = (subject: string) => ({
      StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": `repo:octo-org-123456/shop-456789:${subject}`,
      },
    });
    expect(trust("deploy").Statement.map(({ Condition }) => Condition)).to.deep.equal([
      equals("ref:refs/heads/live"),
    ]);
    expect(trust("deploy-preview").Statement.map(({ Condition }) => Condition)).to.deep.equal([
      equals("pull_request"),
    ]);
    expect(named("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "github")?.inputs).to.include({
      url: "https://token.actions.githubusercontent.com",
    });
  });

  it("let a pull request look, not read", async () => {
    const { resources, named } = await made({ repository: "octo-org/shop" });
    const { Statement } = JSON.parse(
      String(named("aws:iam/rolePolicy:RolePolicy", "deploy-preview")?.inputs["policy"]),
    ) as { Statement: { Action: string[]; Resource: string[] }[] };
    const actions = Statement.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !/:(Describe|List)/.test(action))).to.deep.equal([
      "ecr:GetAuthorizationToken",
      "ssm:GetParameter",
    ]);
    expect(Statement.find(({ Action }) => Action.includes("ssm:GetParameter"))?.Resource).to.deep.equal([
      "arn:aws:ssm:us-east-1::parameter/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id",
    ]);
    const attached = resources.filter(
      ({ type }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    );
    expect(attached.map(({ name }) => name))
      .to.include("deploy")
      .and.not.include("deploy-preview");
  });

  it("trust the provider that another stack of the account made", async () => {
    const { resources, trust } = await made({ repository: "octo-org/shop", identityProvider: "existing" });
    expect(resources.some(({ type }) => type.includes("openIdConnectProvider"))).to.equal(false);
    expect(JSON.stringify(trust("deploy").Statement[0]?.Principal)).to.match(
      /^\{"Federated":"arn:aws:iam::[^:]+:oidc-provider\/token\.actions\.githubusercontent\.com"\}$/,
    );
  });

  it("do not exist without the setting", async () => {
    const { resources } = await evaluated("dev", []);
    expect(resources.filter(({ name }) => name.startsWith("deploy"))).to.deep.equal([]);
  });
});
