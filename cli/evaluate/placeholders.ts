/** Answers of look-ups that only AWS can give; every one is listed to the user as a placeholder. */
export interface LookUpAnswer {
  readonly value: Record<string, unknown>;
  /** How the answer is described to the user. */
  readonly shownAs: string;
}

const account = "000000000000";

/** Placeholder answer of one look-up. Throws for a look-up nobody has described yet. */
export function lookUpAnswer(token: string, inputs: Record<string, unknown>, region: string): LookUpAnswer {
  switch (token) {
    case "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings": {
      const zones = [`${region}a`, `${region}b`];
      return {
        value: { ...inputs, id: "offerings", locations: zones },
        shownAs: `zones ${zones.join(", ")}`,
      };
    }
    case "aws:ssm/getParameter:getParameter":
      return {
        value: { ...inputs, id: inputs["name"], value: "ami-placeholder", insecureValue: "ami-placeholder" },
        shownAs: "image ami-placeholder (newest Ubuntu 24.04 LTS arm64)",
      };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return {
        value: { id: account, accountId: account, arn: `arn:aws:iam::${account}:root`, userId: account },
        shownAs: `account ${account}`,
      };
    case "aws:ecr/getAuthorizationToken:getAuthorizationToken":
      return {
        value: { ...inputs, id: region, userName: "AWS", password: "placeholder" },
        shownAs: "registry login",
      };
    case "aws:elasticbeanstalk/getSolutionStack:getSolutionStack":
      return {
        value: { ...inputs, id: region, name: "64bit Amazon Linux 2023 v4.0.0 running Docker" },
        shownAs: "platform v4.0.0 (newest Docker on Amazon Linux 2023)",
      };
    case "aws:elasticbeanstalk/getHostedZone:getHostedZone":
      return {
        value: { ...inputs, id: "Z0000000000000" },
        shownAs: "zone Z0000000000000 (Elastic Beanstalk's)",
      };
    default:
      throw new Error(`no placeholder for the look-up ${token}`);
  }
}
