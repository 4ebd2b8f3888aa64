import { sumOf } from "../money";
import type { CostLine } from "../types";

/** What the resources of one AWS service cost. */
export interface ResourceGroup {
  readonly name: string;
  readonly fixed: number;
  readonly usage: number;
  readonly total: number;
}

// Modules of the provider whose name is not what people call the service.
const NAMES: Readonly<Record<string, string>> = {
  alb: "Load balancers",
  apigateway: "API Gateway",
  apigatewayv2: "API Gateway",
  applicationloadbalancing: "Load balancers",
  autoscaling: "Auto Scaling",
  backup: "Backup",
  budgets: "Budgets",
  cloudfront: "CloudFront",
  cloudwatch: "CloudWatch",
  dlm: "Snapshots",
  dynamodb: "DynamoDB",
  ebs: "EBS",
  ec2transitgateway: "Transit Gateway",
  elasticache: "ElastiCache",
  elasticbeanstalk: "Elastic Beanstalk",
  elasticloadbalancing: "Load balancers",
  elasticloadbalancingv2: "Load balancers",
  elb: "Load balancers",
  kms: "KMS",
  lambda: "Lambda",
  lb: "Load balancers",
  route53: "Route 53",
  scheduler: "Scheduler",
  secretsmanager: "Secrets Manager",
  servicediscovery: "Cloud Map",
  sfn: "Step Functions",
  wafv2: "WAF",
};

/** The service of a line's resource: `aws:ec2/instance:Instance` is `EC2`. */
export function serviceOf({ type }: CostLine): string {
  const module = type.split(":")[1]?.split("/")[0];
  return module === undefined ? "Free allowances" : (NAMES[module] ?? module.toUpperCase());
}

/** Lines by service, the dearest first. */
export function resourceGroups(lines: readonly CostLine[]): ResourceGroup[] {
  const names = [...new Set(lines.map(serviceOf))];
  const groups = names.map((name) => {
    const own = lines.filter((line) => serviceOf(line) === name);
    const sum = (kind: CostLine["kind"]) =>
      sumOf(own.filter((line) => line.kind === kind).map(({ monthly }) => monthly));
    const [fixed, usage] = [sum("fixed"), sum("usage")];
    return { name, fixed, usage, total: sumOf([fixed, usage]) };
  });
  return groups
    .filter(({ fixed, usage }) => fixed !== 0 || usage !== 0)
    .toSorted((a, b) => b.total - a.total);
}
