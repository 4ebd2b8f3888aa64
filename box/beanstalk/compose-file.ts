import type { Plan } from "../../plan/types";
import { composeServices, composeText } from "../compose/compose-file";
import type { Service } from "../compose/service";
import { beanstalkEdge, leasedWorkers } from "./edge";

/**
 * The box's Compose file for an instance of Beanstalk, whose platform runs `docker compose` in the bundle's folder by
 * itself: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/single-container-docker-configuration.html
 */
export function beanstalkComposeFile(plan: Plan): string {
  const leased = leasedWorkers(plan);
  const services = Object.entries(composeServices(plan)).map(
    ([name, service]) => [name, onInstance(name, service, plan, leased.includes(name))] as const,
  );
  return composeText(plan, Object.fromEntries(services));
}

/** Images come with the prebuild hook, which logs in to the stack's registry; the platform must not ask for them again. */
function onInstance(name: string, service: Service, plan: Plan, leased: boolean): Service {
  return {
    ...service,
    pull_policy: "never",
    ...(name === "caddy" && caddyOnInstance(service, plan)),
    ...(leased && workerOnInstance),
  };
}

/**
 * Neither the platform nor Docker, when it starts, may start a worker: that is for who holds the lease
 * (programs/hold-lease). Without a profile, so that the platform's own commands know the service: its log and its `down`.
 */
const workerOnInstance = { restart: "no", deploy: { replicas: 0 } } as const;

/** A load balancer speaks plain HTTP to it; and no address is known when the bundle is made. */
function caddyOnInstance({ environment = {}, ports }: Service, plan: Plan): Partial<Service> {
  const known = Object.entries(environment).filter(([name]) => name !== "HOST_SUFFIX");
  return {
    environment: Object.fromEntries(known),
    ...(beanstalkEdge(plan) === "balanced" ? { ports: ["80:80"] } : ports && { ports }),
  };
}
