import type * as pulumi from "@pulumi/pulumi";
import * as lb from "@pulumi/aws/lb";
import { ruleName } from "../../plan/host-rules";
import { nameLimits, shorten } from "../../plan/names";
import type { HostRule, ServicePlan } from "../../plan/fargate-types";
import type { AppPlan } from "../../plan/types";
import { tags } from "../tags";

export interface TargetGroupArgs {
  readonly stack: string;
  readonly vpcId: pulumi.Output<string>;
  readonly app: AppPlan;
  readonly service: ServicePlan;
  /** What must be done before the group, or a change of it. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * Where the load balancer finds an app's copies. Without a name of its own: Pulumi adds eight characters to the logical
 * name, so that a replacement can stand beside the old one (pulumi/pulumi-aws#4220).
 */
export function createTargetGroup(args: TargetGroupArgs, parent: pulumi.Resource): lb.TargetGroup {
  const { stack, app, service, vpcId } = args;
  return new lb.TargetGroup(
    shorten(app.name, nameLimits.targetGroup),
    {
      vpcId,
      targetType: "ip",
      protocol: "HTTP",
      // ECS registers each copy with the container's own port; another port here would only replace the group.
      port: 80,
      // Open requests finish before ECS asks the copy to end.
      deregistrationDelay: service.drainSeconds,
      healthCheck: {
        path: app.health,
        // A redirect counts, too, as on the box.
        matcher: "200-399",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      tags: tags(stack, app.name),
    },
    { parent, dependsOn: [...args.after] },
  );
}

/** A priority in use stays, even if another app was moved away from it: AWS refuses a second rule with the same one. */
export function createHostRules(
  {
    stack,
    listener,
    target,
    rules,
  }: { stack: string; listener: lb.Listener; target: lb.TargetGroup; rules: readonly HostRule[] },
  parent: pulumi.Resource,
): readonly lb.ListenerRule[] {
  return rules.map(
    ({ hosts, priority, redirectTo, ...rule }) =>
      new lb.ListenerRule(
        ruleName({ ...rule, hosts, redirectTo }),
        {
          listenerArn: listener.arn,
          priority,
          conditions: [{ hostHeader: { values: [...hosts] } }],
          actions: [
            redirectTo === undefined
              ? { type: "forward", targetGroupArn: target.arn }
              : { type: "redirect", redirect: toHost(redirectTo) },
          ],
          tags: tags(stack, rule.app),
        },
        { parent, ignoreChanges: ["priority"] },
      ),
  );
}

/** The same path and query elsewhere; a load balancer knows 301 and 302 only. ELB API, RedirectActionConfig */
function toHost(host: string) {
  return {
    host,
    protocol: "HTTPS",
    port: "443",
    path: "/#{path}",
    query: "#{query}",
    statusCode: "HTTP_301",
  };
}
