import type { RateKey } from "./rate";

/** A quantity that AWS does not bill. */
export interface Allowance {
  /** What is free, for people. */
  readonly name: string;
  /** Where prices/rules.csv states how much. */
  readonly rule: RateKey;
  readonly plan: "always" | "legacy";
  /** Hours or days a month, where the rule counts things and the lines count their time. */
  readonly times?: number;
}

const always = (name: string, item: string, times?: number): Allowance => ({
  name,
  rule: { service: "freeTier.alwaysFree", item },
  plan: "always",
  times,
});
const legacy = (name: string, item: string): Allowance => ({
  name: `${name} (first 12 months of an account opened before 2025-07-15)`,
  rule: { service: "freeTier.legacy12Month", item },
  plan: "legacy",
});

/** Every allowance that lines can name; the quantities are in prices/rules.csv. */
export const allowances = {
  egress: always("data to the internet", "dataTransfer.internetOut"),
  lambdaRequests: always("Lambda requests", "lambda.requests"),
  lambdaSeconds: always("Lambda GB-seconds", "lambda.gbSeconds"),
  sqsRequests: always("SQS requests", "sqs.requests"),
  snsPublish: always("SNS messages", "sns.publish"),
  cloudfrontData: always("CloudFront data", "cloudfront.dataOut"),
  cloudfrontRequests: always("CloudFront requests", "cloudfront.requests"),
  cloudfrontFunctions: always("CloudFront Functions", "cloudfront.functions"),
  kmsRequests: always("KMS requests", "kms.requests"),
  logIngest: always("CloudWatch log ingestion", "cloudwatch.logsIngest"),
  dashboards: always("CloudWatch dashboards", "cloudwatch.dashboards"),
  customMetrics: always("CloudWatch custom metrics", "cloudwatch.customMetrics"),
  alarms: always("CloudWatch alarm metrics", "cloudwatch.alarms"),
  dynamodbStorage: always("DynamoDB storage", "dynamodb.storage"),
  dynamodbWrites: always("DynamoDB write capacity", "dynamodb.provisioned", 730),
  dynamodbReads: always("DynamoDB read capacity", "dynamodb.provisioned", 730),
  budgetActions: always("budgets with actions", "budgets.withActions", 730 / 24),
  ec2Micro: legacy("t2.micro or t3.micro hours", "ec2.t2/t3.micro"),
  publicIpv4: legacy("public IPv4 hours", "publicIPv4.inUse"),
  ebs: legacy("EBS storage", "ebs"),
  rdsMicro: legacy("micro database hours", "rds.db.t3/t4g.micro singleAZ"),
  rdsStorage: legacy("database storage", "rds.storage gp2"),
  s3Standard: legacy("S3 storage", "s3.standard"),
  loadBalancer: legacy("load balancer hours", "elb"),
  cacheMicro: legacy("micro cache hours", "elasticache.t3/t4g.micro"),
  ecr: legacy("image storage", "ecr.private"),
  apiCalls: legacy("API calls", "apiGateway"),
} satisfies Readonly<Record<string, Allowance>>;

/** Name of an allowance. */
export type AllowanceName = keyof typeof allowances;
