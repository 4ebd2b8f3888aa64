import type { AppPlan } from "./types";

/**
 * ARN of the repository that an image reference names in ECR, or undefined elsewhere. Pulling from it takes a right on it.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
function ecrRepositoryArn(reference: string): string | undefined {
  const found = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)/.exec(reference);
  if (!found) return undefined;
  const [, account = "", region = "", repository = ""] = found;
  return `arn:aws:ecr:${region}:${account}:repository/${repository}`;
}

/** ARNs of the repositories in ECR that images of apps come from, each once. */
export function namedRepositories(apps: readonly AppPlan[]): readonly string[] {
  const arns = apps.flatMap(({ source }) =>
    source.kind === "image" ? (ecrRepositoryArn(source.reference) ?? []) : [],
  );
  return [...new Set(arns)];
}
