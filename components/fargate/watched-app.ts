import type * as pulumi from "@pulumi/pulumi";
import type { Watched } from "../alerts/dimensions";
import type { Web } from "./app";

/** What alarms of an app look at. */
export function watchedApp(
  app: string,
  clusterName: pulumi.Output<string>,
  serviceName: pulumi.Output<string>,
  web?: Web,
): Watched {
  return {
    [`service/${app}`]: { ClusterName: clusterName, ServiceName: serviceName },
    ...(web && {
      [`targets/${app}`]: { LoadBalancer: web.balancer.arnSuffix, TargetGroup: web.target.arnSuffix },
    }),
  };
}
