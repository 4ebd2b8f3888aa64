import * as pulumi from "@pulumi/pulumi";
import * as iam from "@pulumi/aws/iam";
import type { Plan } from "../plan/types";
import { accountId, ubuntuImage } from "./look-ups";
import { allow, type Statement } from "./policy";
import { tags } from "./tags";

const issuer = "token.actions.githubusercontent.com";
const audience = "sts.amazonaws.com";
/** As long as an update waits for databases that move: `box.moveTimeoutMinutes`. */
const deploySeconds = 4 * 3600;

export interface GithubRoles {
  /** Of workflows on the branch. */
  readonly deployRole: pulumi.Output<string>;
  /** Of workflows on pull requests. */
  readonly previewRole: pulumi.Output<string>;
}

/** Roles that workflows of one repository take with the token that GitHub signs for them; undefined without such a setting. */
export function createGithubRoles({ stack, region, github }: Plan): GithubRoles | undefined {
  if (!github) return undefined;
  const { repository, branch, identityProvider } = github;
  const provider = identityProvider === "create" ? createProvider(stack) : existingProvider();
  const roleOf = (name: string, subject: string, maxSessionDuration?: number) =>
    new iam.Role(name, {
      assumeRolePolicy: trust(provider, `repo:${repository}:${subject}`),
      maxSessionDuration,
      tags: tags(stack, name),
    });
  const deploy = roleOf("deploy", `ref:refs/heads/${branch}`, deploySeconds);
  const preview = roleOf("deploy-preview", "pull_request");
  new iam.RolePolicyAttachment("deploy", {
    role: deploy.name,
    policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
  });
  new iam.RolePolicy("deploy-preview", { role: preview.name, policy: allow(lookUps(region)) });
  return { deployRole: deploy.arn, previewRole: preview.arn };
}

/** AWS knows GitHub's certificates by itself, so it needs no thumbprint. */
function createProvider(stack: string): pulumi.Output<string> {
  return new iam.OpenIdConnectProvider("github", {
    url: `https://${issuer}`,
    clientIdLists: [audience],
    tags: tags(stack, "github"),
  }).arn;
}

function existingProvider(): pulumi.Output<string> {
  return pulumi.interpolate`arn:aws:iam::${accountId()}:oidc-provider/${issuer}`;
}

/** https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws */
function trust(provider: pulumi.Output<string>, subject: string): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: provider },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: subject } },
      },
    ],
  });
}

/**
 * What a preview asks AWS. No more: whoever opens a pull request decides what runs in it, and AWS's own policies for readers
 * give secrets away.
 */
function lookUps(region: string): readonly Statement[] {
  return [
    {
      sid: "LookUp",
      actions: [
        "ec2:DescribeInstanceTypeOfferings",
        "ecr:GetAuthorizationToken",
        "elasticbeanstalk:ListAvailableSolutionStacks",
        "rds:DescribeDBEngineVersions",
        "rds:DescribeDBInstances",
      ],
      resources: ["*"],
    },
    {
      sid: "PublicParameter",
      actions: ["ssm:GetParameter"],
      resources: [`arn:aws:ssm:${region}::parameter${ubuntuImage}`],
    },
  ];
}
