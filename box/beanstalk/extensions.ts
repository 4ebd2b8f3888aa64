import { stringify } from "yaml";
import type { Plan } from "../../plan/types";

/**
 * What only `.ebextensions` can do: tell one instance of a deployment that it is the leader, and set what Beanstalk has no
 * option for.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-container-commands
 */
export function extensions(plan: Plan): string {
  const leader = "install -d -m 0700 /run/ladder && touch /run/ladder/leader";
  return stringify(
    {
      container_commands: { "01_leader": { command: leader, leader_only: true } },
      Resources: {
        AWSEBEC2LaunchTemplate: { Properties: { LaunchTemplateData: launchTemplateData(plan) } },
      },
    },
    { lineWidth: 0 },
  );
}

/**
 * One hop: no container gets the instance's role, which may read the secrets of all apps. Images of Amazon Linux 2023 are
 * launched with two otherwise (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html).
 */
function launchTemplateData({ box }: Plan) {
  return {
    MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 1 },
    ...(box.burstable && { CreditSpecification: { CpuCredits: box.credits } }),
  };
}
