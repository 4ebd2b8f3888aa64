import type { Plan } from "../../plan/types";
import { bundleFiles } from "../bundle-files";

/** Every file of the source bundle that the plan alone decides, path -> content. */
export function beanstalkFiles(plan: Plan): Readonly<Record<string, string>> {
  const { "compose.yaml": compose, ...files } = bundleFiles(plan);
  return { ...files, "docker-compose.yml": compose ?? "" };
}
