import type { AppPlan } from "./types";

/** An image in a repository of ECR. */
export interface EcrImage {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
  /** `:tag`, `@sha256:…` or both; empty for the newest. */
  readonly version: string;
}

/**
 * What a reference names in ECR, or undefined elsewhere.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export function ecrImage(reference: string): EcrImage | undefined {
  const found = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)(.*)$/.exec(reference);
  if (!found) return undefined;
  const [, account = "", region = "", repository = "", version = ""] = found;
  return { account, region, repository, version };
}

/** ARNs of the repositories in ECR that images of apps come from, each once. Pulling from one takes a right on it. */
export function namedRepositories(apps: readonly AppPlan[]): readonly string[] {
  const arns = apps.flatMap(({ source }) => {
    const image = source.kind === "image" ? ecrImage(source.reference) : undefined;
    return image ? [`arn:aws:ecr:${image.region}:${image.account}:repository/${image.repository}`] : [];
  });
  return [...new Set(arns)];
}
