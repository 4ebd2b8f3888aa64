import type * as pulumi from "@pulumi/pulumi";
import * as servicediscovery from "@pulumi/aws/servicediscovery";
import type { AppPlan, Plan } from "../../plan/types";
import { tags } from "../tags";

/**
 * How apps find each other inside the VPC: `<app>.<stack>.internal` answers with the addresses of the app's copies. A
 * private zone is the cheap choice for few apps: Service Connect would want a proxy with CPU of its own in every task.
 */
export function createNamespace(
  plan: Plan,
  namespace: string,
  vpcId: pulumi.Output<string>,
  parent: pulumi.Resource,
): servicediscovery.PrivateDnsNamespace {
  return new servicediscovery.PrivateDnsNamespace(
    "names",
    {
      name: namespace,
      vpc: vpcId,
      description: `Ladder apps of ${plan.stack}`,
      tags: tags(plan.stack, "names"),
    },
    { parent },
  );
}

/** One name; ECS keeps its addresses up to date. */
export function createName(
  stack: string,
  app: AppPlan,
  namespace: servicediscovery.PrivateDnsNamespace,
  parent: pulumi.Resource,
): servicediscovery.Service {
  return new servicediscovery.Service(
    app.name,
    {
      name: app.name,
      // Short: a copy that is gone must not be asked for long.
      dnsConfig: {
        namespaceId: namespace.id,
        dnsRecords: [{ type: "A", ttl: 10 }],
        routingPolicy: "MULTIVALUE",
      },
      // ECS says which copies work. AWS sets 1 whatever is given; an empty block would be a replacement at every `up`
      // (hashicorp/terraform-provider-aws#44285).
      healthCheckCustomConfig: { failureThreshold: 1 },
      // Cloud Map forgets the last copies some seconds after their service is gone, and deletes no name that has any.
      forceDestroy: true,
      tags: tags(stack, app.name),
    },
    { parent },
  );
}
