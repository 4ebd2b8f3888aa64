import * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as vpc from "@pulumi/aws/vpc";
import { tags } from "../tags";

/** TLS 1.3 and 1.2, with key exchange that quantum computers do not break. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
/** Seconds; docs/fargate.md tells apps to keep connections longer. */
const idleTimeout = 60;

export interface LoadBalancer {
  readonly dnsName: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly arnSuffix: pulumi.Output<string>;
  readonly groupId: pulumi.Output<string>;
}

export interface LoadBalancerArgs {
  readonly stack: string;
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly secure: boolean;
  /** AWS makes none in a VPC without an internet gateway. */
  readonly internet: readonly pulumi.Resource[];
}

/** The one load balancer of all web apps. It can be rebuilt: names point at it through the zone's alias records. */
export function createLoadBalancer(args: LoadBalancerArgs, parent: pulumi.Resource): LoadBalancer {
  const { stack } = args;
  const groupId = createGroup(args, parent);
  const balancer = new lb.LoadBalancer(
    "web",
    {
      loadBalancerType: "application",
      internal: false,
      ipAddressType: "ipv4",
      subnets: [...args.subnetIds],
      securityGroups: [groupId],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableHttp2: true,
      idleTimeout,
      // Protected from mistakes by Pulumi; AWS's own protection would make a retirement take two updates.
      enableDeletionProtection: false,
      tags: tags(stack, "web"),
    },
    { parent, dependsOn: [...args.internet] },
  );
  const { dnsName, zoneId, arn, arnSuffix } = balancer;
  return { dnsName, zoneId, arn, arnSuffix, groupId };
}

function createGroup({ stack, vpcId, secure }: LoadBalancerArgs, parent: pulumi.Resource) {
  const group = new ec2.SecurityGroup(
    "web",
    { vpcId, description: "Ladder load balancer: web traffic in, apps out", tags: tags(stack, "web") },
    { parent },
  );
  for (const port of secure ? [80, 443] : [80]) {
    new vpc.SecurityGroupIngressRule(
      `web-${port}`,
      {
        securityGroupId: group.id,
        description: `port ${port} from anywhere`,
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
      },
      { parent },
    );
  }
  return group.id;
}

/** HTTPS for every host; plain HTTP is sent there. What no rule knows gets 404, as on the box. */
export function createSecureListener(
  {
    stack,
    balancer,
    certificateArn,
  }: { stack: string; balancer: LoadBalancer; certificateArn: pulumi.Output<string> },
  parent: pulumi.Resource,
): lb.Listener {
  new lb.Listener(
    "http",
    {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      ],
      tags: tags(stack, "http"),
    },
    { parent },
  );
  return new lb.Listener(
    "https",
    {
      loadBalancerArn: balancer.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: tlsPolicy,
      certificateArn,
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", messageBody: "Page not found", statusCode: "404" },
        },
      ],
      // Without subdomains, which may not be ours.
      routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000",
      routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
      routingHttpResponseServerEnabled: false,
      tags: tags(stack, "https"),
    },
    { parent },
  );
}

/** Without a domain there is one app, under the load balancer's own name. */
export function createPlainListener(
  {
    stack,
    balancer,
    targetGroupArn,
  }: { stack: string; balancer: LoadBalancer; targetGroupArn: pulumi.Output<string> },
  parent: pulumi.Resource,
): lb.Listener {
  return new lb.Listener(
    "http",
    {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "forward", targetGroupArn }],
      routingHttpResponseServerEnabled: false,
      tags: tags(stack, "http"),
    },
    { parent },
  );
}
