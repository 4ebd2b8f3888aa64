import type { Resource } from "../types";
import { isEncrypted } from "../unknown-value";

/** Where in the path of a request a resource stands. */
export type Layer = "edge" | "balancer" | "compute";

const SERVICE = "aws:ecs/service:Service";
const BALANCERS = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:elb/loadBalancer:LoadBalancer",
  "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancing/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
  "aws:apigateway/restApi:RestApi",
  "aws:apigatewayv2/api:Api",
];
const COMPUTE = [
  "aws:ec2/instance:Instance",
  "aws:autoscaling/group:Group",
  "aws:lambda/function:Function",
  "aws:eks/nodeGroup:NodeGroup",
];
const LAYERS: ReadonlyMap<string, Layer> = new Map([
  ["aws:cloudfront/distribution:Distribution", "edge"],
  ...BALANCERS.map((type): [string, Layer] => [type, "balancer"]),
  ...COMPUTE.map((type): [string, Layer] => [type, "compute"]),
]);

/** The layer of a resource, or undefined for one that requests do not pass. */
export function layerOf({ type, inputs, outputs }: Resource): Layer | undefined {
  if (type === "aws:elasticbeanstalk/environment:Environment") {
    const settings = isEncrypted(inputs["settings"]) ? outputs?.["allSettings"] : inputs["settings"];
    return JSON.stringify(settings ?? []).includes("SingleInstance") ? "compute" : "balancer";
  }
  // A service without public addresses is behind a balancer or serves nobody.
  if (type === SERVICE)
    return JSON.stringify(inputs).includes('"assignPublicIp":true') ? "compute" : undefined;
  const layer = LAYERS.get(type);
  return layer === "balancer" && inputs["internal"] === true ? undefined : layer;
}
