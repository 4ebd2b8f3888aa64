import type { CostLine } from "../types";

const otherEc2 = "EC2 - Other";
const network = "Amazon Virtual Private Cloud";
const balancing = "Amazon Elastic Load Balancing";

/**
 * What the bill books apart from the service that it belongs to. Names as Cost Explorer's dimension SERVICE has them; from
 * general knowledge, not checked against a bill: what stands elsewhere there shows as a difference in two services.
 */
const components: readonly (readonly [RegExp, string])[] = [
  [/public IPv4/i, network],
  [/load balancer|\bLCU\b/i, balancing],
  [/^(Root disk|CPU credits|NAT gateway)/, otherEc2],
  // What a schedule starts is a task of Fargate.
  [/^Scheduled task/, "Amazon Elastic Container Service"],
  [/^Log (ingestion|storage|queries)/, "AmazonCloudWatch"],
];

const types: readonly (readonly [RegExp, string])[] = [
  [/^aws:(ec2\/natGateway|ebs|dlm)/, otherEc2],
  [/^aws:ec2\/vpcEndpoint/, network],
  [/^aws:(ec2|elasticbeanstalk|autoscaling)/, "Amazon Elastic Compute Cloud - Compute"],
  [/^aws:(lb|alb|elb)\b/, balancing],
  [/^aws:ecs/, "Amazon Elastic Container Service"],
  [/^aws:ecr/, "Amazon EC2 Container Registry (ECR)"],
  [/^aws:rds/, "Amazon Relational Database Service"],
  [/^aws:elasticache/, "Amazon ElastiCache"],
  [/^aws:efs\/backupPolicy|^aws:backup/, "AWS Backup"],
  [/^aws:efs/, "Amazon Elastic File System"],
  [/^aws:s3/, "Amazon Simple Storage Service"],
  [/^aws:cloudfront/, "Amazon CloudFront"],
  [/^aws:cloudwatch/, "AmazonCloudWatch"],
  [/^aws:(route53|servicediscovery)/, "Amazon Route 53"],
  [/^aws:lambda/, "AWS Lambda"],
  [/^aws:sns/, "Amazon Simple Notification Service"],
];

/** Under which service a line of the review stands on the bill; undefined for one that belongs to the account. */
export function billService({ type, component }: CostLine): string | undefined {
  const isTraffic = component === "Data to the internet" && /^aws:(ec2|elasticbeanstalk|lb)/.test(type);
  if (isTraffic) return otherEc2;
  return (
    components.find(([pattern]) => pattern.test(component))?.[1] ??
    types.find(([pattern]) => pattern.test(type))?.[1]
  );
}
