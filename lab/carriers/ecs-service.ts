import type { Properties } from "../../rig/provider/difference";
import type { Placing } from "../fargate/ecs";
import type { ServiceWish } from "../fargate/ecs-service";
import type { Lab } from "../lab";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

/** Copies in containers, which ECS's rules replace and the load balancer finds. Whoever declares it does not wait for them. */
export const ecsService: Carrier = {
  imitates: [
    "deploymentCircuitBreaker",
    "deploymentMaximumPercent",
    "deploymentMinimumHealthyPercent",
    "desiredCount",
    "forceNewDeployment",
    "healthCheckGracePeriodSeconds",
    "loadBalancers",
    "schedulingStrategy",
    "serviceRegistries",
    "taskDefinition",
    "triggers",
    "waitForSteadyState",
  ],
  create(lab, { inputs, computed = {} }) {
    if (inputs["schedulingStrategy"] !== "REPLICA" || inputs["waitForSteadyState"] !== false)
      throw new Error("the lab's services run replicas, and nobody waits for them here");
    lab.ecs.create(textInput(computed, "name"), wishOf(inputs), placingOf(lab, inputs));
    return Promise.resolve({});
  },
  update(lab, { inputs, before = {}, computed = {} }) {
    if (sameBut(["tags"], inputs, before)) return Promise.resolve({});
    if (!sameBut([...deployable, "tags"], inputs, before))
      throw new Error("the lab does not imitate a change of where a service's copies are found");
    const service = lab.ecs.service(textInput(computed, "name"));
    service.wish = wishOf(inputs);
    service.deploy(service.wish.taskDefinition);
    return Promise.resolve({});
  },
  remove: (lab, { inputs }) => lab.ecs.remove(textInput(inputs, "name")),
};

/** What may change of a service that is there. */
const deployable = [
  "capacityProviderStrategies",
  "deploymentMaximumPercent",
  "deploymentMinimumHealthyPercent",
  "desiredCount",
  "healthCheckGracePeriodSeconds",
  "networkConfiguration",
  "taskDefinition",
  "triggers",
];

function wishOf(inputs: Properties): ServiceWish {
  return {
    taskDefinition: textInput(inputs, "taskDefinition"),
    desired: Number(inputs["desiredCount"]),
    minimumPercent: Number(inputs["deploymentMinimumHealthyPercent"]),
    maximumPercent: Number(inputs["deploymentMaximumPercent"]),
    graceSeconds: Number(inputs["healthCheckGracePeriodSeconds"] ?? 0),
    breaker: inputs["deploymentCircuitBreaker"] as ServiceWish["breaker"],
  };
}

function placingOf(lab: Lab, inputs: Properties): Placing {
  const [balanced] = (inputs["loadBalancers"] ?? []) as readonly LoadBalancerOfService[];
  const registry = inputs["serviceRegistries"] as { readonly registryArn: string } | undefined;
  return {
    names: registry ? [lab.serviceName(registry.registryArn)] : [],
    ...(balanced && {
      behind: { group: lab.targetGroup(balanced.targetGroupArn), port: balanced.containerPort },
    }),
  };
}

interface LoadBalancerOfService {
  readonly targetGroupArn: string;
  readonly containerPort: number;
}

function sameBut(names: readonly string[], one: Properties, other: Properties): boolean {
  const rest = (all: Properties) =>
    JSON.stringify(
      Object.entries(all)
        .filter(([name]) => !names.includes(name))
        .sort(),
    );
  return rest(one) === rest(pick(other, Object.keys(one)));
}

/** Of a state: only the inputs. */
function pick(all: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}
