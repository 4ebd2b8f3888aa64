export interface Waiver {
  readonly reason: string;
  /** Only these resources; without it, every one. */
  readonly resources?: RegExp;
}

const ownKey =
  "a key of one's own costs $1 a month and keeps nobody out whom AWS's does not; safety on a small budget";
const firewall = "a web firewall costs $5 a month and more; an app limits its own requests";
const oneFunction = "one function, which deployments alone call: its failure is the error of `pulumi up`";
const judged = "judged by the project's own rule: ";

/** Checks of Checkov that a stack does not pass, each with the reason. A test fails for one that nothing needs. */
export const waivers: Readonly<Record<string, Waiver>> = {
  CKV_AWS_18: {
    reason: "access logs of buckets cost and hold addresses of visitors; CloudTrail is the account's",
  },
  CKV_AWS_50: { reason: oneFunction },
  CKV_AWS_51: { reason: "docs/decisions/image-tags.md: images are named by digest" },
  CKV_AWS_65: { reason: "Container Insights is billed by the metric; alarms come with the operations issue" },
  CKV_AWS_68: { reason: firewall },
  CKV_AWS_86: { reason: "access logs hold addresses of visitors; a static site has nothing to find in them" },
  CKV_AWS_91: {
    reason: "access logs hold addresses of visitors, and are billed; apps log their own requests",
  },
  CKV_AWS_115: { reason: oneFunction },
  CKV_AWS_116: { reason: oneFunction },
  CKV_AWS_118: { reason: "enhanced monitoring is billed as logs; RDS's own metrics come each minute" },
  CKV_AWS_126: { reason: "detailed monitoring is billed by the metric" },
  CKV_AWS_129: { reason: "RDS keeps its logs three days by itself; exported ones are billed by the GB" },
  CKV_AWS_136: { reason: ownKey },
  CKV_AWS_144: { reason: "a copy in another region doubles the price; backups are kept in versions" },
  CKV_AWS_145: { reason: ownKey },
  CKV_AWS_150: {
    reason: "a load balancer holds nothing; protection would only make leaving a tier two updates",
  },
  CKV_AWS_157: { reason: "a setting, rds.multiAz: it doubles the price" },
  CKV_AWS_158: { reason: ownKey },
  CKV_AWS_161: { reason: "apps log in with a password of their own; a driver knows no IAM" },
  CKV_AWS_173: { reason: "its environment holds the path of a file" },
  CKV_AWS_184: { reason: ownKey },
  CKV_AWS_189: { reason: ownKey },
  CKV_AWS_191: { reason: ownKey },
  CKV_AWS_224: { reason: ownKey },
  CKV_AWS_259: {
    reason:
      "HSTS is on for a year; subdomains and preload lists are the domain owner's decision, for hosts outside the stack",
  },
  CKV_AWS_260: {
    reason:
      "port 80 redirects and proves ownership to the certificate authority; a rule for a group is no rule for the world",
    resources: /\.(box_http|instances_http|instances_from_web|web_80|web_http)$/,
  },
  CKV_AWS_272: { reason: oneFunction },
  CKV_AWS_290: {
    reason: `${judged}resource * only with a waiver (policy/waivers.ts)`,
    resources: /^aws_iam_role_policy\./,
  },
  CKV_AWS_297: { reason: ownKey },
  CKV_AWS_305: { reason: "a function finds the file of every path, the root's too" },
  CKV_AWS_310: { reason: "one bucket, which S3 keeps in three zones" },
  CKV_AWS_312: {
    reason: `${judged}enhanced health; Checkov looks for HealthStreamingEnabled in a namespace that has no such option`,
  },
  CKV_AWS_333: {
    reason: "a setting, fargate.network: public addresses save a NAT gateway; groups let nobody in",
  },
  CKV_AWS_336: { reason: "a setting of each app, readOnly: many images write where they lie" },
  CKV_AWS_337: { reason: ownKey },
  CKV_AWS_338: { reason: "a setting, logDays: a year of logs is billed, and holds what visitors did" },
  CKV_AWS_353: { reason: "off until somebody looks at it; the console turns it on without a restart" },
  CKV_AWS_355: {
    reason: `${judged}resource * only with a waiver (policy/waivers.ts)`,
    resources: /^aws_iam_role_policy\./,
  },
  CKV_AWS_374: { reason: "apps are for visitors of every country" },
  CKV_AWS_378: {
    reason: "TLS ends at the load balancer; behind it packets stay between two security groups",
  },
  CKV2_AWS_5: {
    reason: `${judged}groups are attached; Checkov knows no option of Elastic Beanstalk, and no task that a schedule starts`,
    resources: /^aws_security_group\.(dumps|instances|web)$/,
  },
  CKV2_AWS_11: { reason: "flow logs are billed by the GB; security groups name whom they let in" },
  CKV2_AWS_28: { reason: firewall },
  CKV2_AWS_38: { reason: "DNSSEC needs a key of one's own and an entry at the registrar, by hand" },
  CKV2_AWS_39: { reason: "query logs hold addresses of visitors, and are billed" },
  CKV2_AWS_47: { reason: firewall },
  CKV2_AWS_50: { reason: "a setting, elasticache.replicas: each standby is billed as the first" },
  CKV2_AWS_62: { reason: "nothing in the stack waits for objects" },
  CKV2_AWS_71: { reason: "one wildcard covers every app, and adding one changes no certificate" },
};
