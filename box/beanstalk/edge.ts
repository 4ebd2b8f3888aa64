import type { Plan } from "../../plan/types";
import type { Edge } from "../caddy/edge";

/** What stands before Caddy on an instance of Beanstalk. */
export function beanstalkEdge({ beanstalk }: Plan): Edge {
  return beanstalk?.balanced === true ? "balanced" : "instance";
}

/** Workers run on the one instance that holds the lease; a single instance needs none. */
export function leasedWorkers(plan: Plan): readonly string[] {
  if (beanstalkEdge(plan) !== "balanced") return [];
  return plan.apps.filter(({ kind }) => kind === "worker").map(({ name }) => name);
}
