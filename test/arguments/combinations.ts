import type { RecordedResource } from "../../cli/evaluate/recorded-resource";
import { count, has, listOf, type Check, type Inputs } from "./combination";
import { service, taskDefinition } from "./ecs-combinations";

/** What AWS checks between the arguments of one resource; each from the API reference of the call, read 2026-11-21. */
const checks: Readonly<Record<string, (inputs: Inputs) => readonly Check[]>> = {
  "aws:appautoscaling/target:Target": ({ minCapacity, maxCapacity }) => [
    ["minCapacity is above maxCapacity", Number(minCapacity) > Number(maxCapacity)],
  ],
  "aws:cloudfront/distribution:Distribution": distribution,
  "aws:ec2/natGateway:NatGateway": (inputs) => [
    [
      "a public gateway needs an address",
      inputs["connectivityType"] !== "private" && !has(inputs, "allocationId"),
    ],
  ],
  "aws:ec2/route:Route": (inputs) => [
    [
      "one destination",
      count(inputs, ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"]) !== 1,
    ],
    [
      "one target",
      count(inputs, [
        "gatewayId",
        "natGatewayId",
        "networkInterfaceId",
        "vpcEndpointId",
        "transitGatewayId",
      ]) !== 1,
    ],
  ],
  "aws:ec2/vpcEndpoint:VpcEndpoint": (inputs) => [
    [
      "a gateway has neither subnets, groups nor names",
      inputs["vpcEndpointType"] === "Gateway" &&
        count(inputs, ["subnetIds", "securityGroupIds", "privateDnsEnabled"]) > 0,
    ],
    [
      "an interface has no route tables",
      inputs["vpcEndpointType"] === "Interface" && has(inputs, "routeTableIds"),
    ],
    [
      "an interface needs subnets and groups",
      inputs["vpcEndpointType"] === "Interface" && count(inputs, ["subnetIds", "securityGroupIds"]) !== 2,
    ],
  ],
  "aws:ecs/service:Service": service,
  "aws:ecs/taskDefinition:TaskDefinition": taskDefinition,
  "aws:efs/fileSystem:FileSystem": (inputs) => [
    [
      "provisioned throughput needs an amount",
      (inputs["throughputMode"] === "provisioned") !== has(inputs, "provisionedThroughputInMibps"),
    ],
    [
      "a class of storage a policy",
      listOf(inputs["lifecyclePolicies"]).some((one) => Object.keys(one).length !== 1),
    ],
  ],
  "aws:elasticache/replicationGroup:ReplicationGroup": (inputs) => [
    [
      "fail-over needs two nodes",
      inputs["automaticFailoverEnabled"] === true && Number(inputs["numCacheClusters"]) < 2,
    ],
    [
      "several zones need fail-over",
      inputs["multiAzEnabled"] === true && inputs["automaticFailoverEnabled"] !== true,
    ],
    [
      "users need encryption in transit",
      has(inputs, "userGroupIds") && inputs["transitEncryptionEnabled"] !== true,
    ],
    [
      "a mode of encryption needs encryption",
      has(inputs, "transitEncryptionMode") && inputs["transitEncryptionEnabled"] !== true,
    ],
  ],
  "aws:lambda/function:Function": (inputs) => [
    [
      "a package needs a handler and a runtime",
      has(inputs, "code") && count(inputs, ["handler", "runtime"]) !== 2,
    ],
  ],
  "aws:lb/listener:Listener": (inputs) => [
    ["HTTPS needs a certificate", inputs["protocol"] === "HTTPS" && !has(inputs, "certificateArn")],
    [
      "only HTTPS has a certificate and a policy",
      inputs["protocol"] === "HTTP" && count(inputs, ["certificateArn", "sslPolicy"]) > 0,
    ],
    ...actions(listOf(inputs["defaultActions"])),
  ],
  "aws:lb/listenerRule:ListenerRule": (inputs) => [
    ["a rule needs a condition", listOf(inputs["conditions"]).length === 0],
    ...actions(listOf(inputs["actions"])),
  ],
  "aws:lb/targetGroup:TargetGroup": (inputs) => {
    const health = (inputs["healthCheck"] ?? {}) as Inputs;
    return [
      [
        "addresses need a protocol, a port and a VPC",
        inputs["targetType"] === "ip" && count(inputs, ["protocol", "port", "vpcId"]) !== 3,
      ],
      [
        "a check ends before the next one",
        Number(health["timeout"] ?? 5) >= Number(health["interval"] ?? 30),
      ],
    ];
  },
  "aws:rds/instance:Instance": database,
  "aws:route53/record:Record": (inputs) => [
    ["an alias or values", has(inputs, "aliases") === has(inputs, "records")],
    ["values live for a time, an alias does not", has(inputs, "records") !== has(inputs, "ttl")],
    ["a weight needs an identifier", has(inputs, "weightedRoutingPolicies") !== has(inputs, "setIdentifier")],
  ],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groupRule,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groupRule,
};

export function combinationProblems({ type, inputs }: RecordedResource): readonly string[] {
  const found = checks[type]?.(inputs) ?? [];
  return found.filter(([, broken]) => broken).map(([problem]) => problem);
}

function groupRule(inputs: Inputs): readonly Check[] {
  const sources = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];
  const all = inputs["ipProtocol"] === "-1";
  return [
    ["one source", count(inputs, sources) !== 1],
    ["ports, unless it is all protocols", count(inputs, ["fromPort", "toPort"]) !== (all ? 0 : 2)],
    ["fromPort is above toPort", Number(inputs["fromPort"]) > Number(inputs["toPort"])],
  ];
}

function actions(all: readonly Inputs[]): readonly Check[] {
  const parts: Readonly<Record<string, string>> = {
    "fixed-response": "fixedResponse",
    redirect: "redirect",
    forward: "targetGroupArn",
  };
  return all.flatMap((action): Check[] => {
    const part = parts[String(action["type"])] ?? "";
    const to = (action["redirect"] ?? {}) as Inputs;
    const same = { protocol: "#{protocol}", port: "#{port}", host: "#{host}", path: "/#{path}" };
    const loops = Object.entries(same).every(([name, value]) => (to[name] ?? value) === value);
    return [
      [
        `${String(action["type"])} needs its part alone`,
        !has(action, part) || count(action, Object.values(parts)) !== 1,
      ],
      ["a redirect to itself", has(action, "redirect") && loops],
    ];
  });
}

function database(inputs: Inputs): readonly Check[] {
  const start = String(inputs["maintenanceWindow"]).slice(4, 9);
  const [from = "", to = ""] = String(inputs["backupWindow"]).split("-");
  return [
    [
      "a last snapshot needs a name",
      inputs["skipFinalSnapshot"] !== true && !has(inputs, "finalSnapshotIdentifier"),
    ],
    [
      "storage grows by a tenth at least",
      Number(inputs["maxAllocatedStorage"]) < Number(inputs["allocatedStorage"]) * 1.1,
    ],
    ["the windows overlap", has(inputs, "backupWindow") && start >= from && start < to],
    [
      "a password, or one that RDS keeps",
      has(inputs, "password") === has(inputs, "manageMasterUserPassword"),
    ],
    [
      "IOPS of gp3 below 400 GB",
      inputs["storageType"] === "gp3" && Number(inputs["allocatedStorage"]) < 400 && has(inputs, "iops"),
    ],
  ];
}

function distribution(inputs: Inputs): readonly Check[] {
  const certificate = (inputs["viewerCertificate"] ?? {}) as Inputs;
  const behavior = (inputs["defaultCacheBehavior"] ?? {}) as Inputs;
  const origins = listOf(inputs["origins"]).map(({ originId }) => originId);
  const allowed = listOf(behavior["allowedMethods"]);
  return [
    [
      "other names need a certificate",
      listOf(inputs["aliases"]).length > 0 && !has(certificate, "acmCertificateArn"),
    ],
    [
      "a certificate needs a way to be served",
      has(certificate, "acmCertificateArn") !== has(certificate, "sslSupportMethod"),
    ],
    ["an origin that is not there", !origins.includes(behavior["targetOriginId"] as Inputs)],
    [
      "methods that are kept but not allowed",
      listOf(behavior["cachedMethods"]).some((one) => !allowed.includes(one)),
    ],
  ];
}
