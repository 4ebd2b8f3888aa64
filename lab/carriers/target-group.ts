import type { HealthCheck } from "../balancer/target-group";
import type { Properties } from "../../rig/provider/difference";
import type { Carrier } from "./carrier";

export const targetGroup: Carrier = {
  imitates: ["deregistrationDelay", "healthCheck", "protocol", "targetType"],
  create(lab, { id, inputs }) {
    if (inputs["protocol"] !== "HTTP" || inputs["targetType"] !== "ip")
      throw new Error("the lab's load balancers speak HTTP to addresses");
    lab.web.group(id, healthCheckOf(inputs), Number(inputs["deregistrationDelay"]));
    return Promise.resolve({});
  },
  update(lab, { id, inputs }) {
    const group = lab.targetGroup(id);
    group.healthCheck = healthCheckOf(inputs);
    group.deregistrationDelay = Number(inputs["deregistrationDelay"]);
    return Promise.resolve({});
  },
  remove(lab, { id }) {
    lab.web.groups.delete(id);
    return Promise.resolve();
  },
};

function healthCheckOf(inputs: Properties): HealthCheck {
  return inputs["healthCheck"] as HealthCheck;
}
