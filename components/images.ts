import * as pulumi from "@pulumi/pulumi";
import * as docker from "@pulumi/docker";
import * as ecr from "@pulumi/aws/ecr";
import { repositoryName } from "../plan/names";
import type { Plan } from "../plan/types";
import { tags } from "./tags";

export interface Images {
  readonly repositoryArn: pulumi.Output<string>;
  /** Image by digest for each app with `build:`. */
  readonly apps: Readonly<Record<string, pulumi.Output<string>>>;
  /** The edge image with the rate limiter, when an app needs it. */
  readonly edge?: pulumi.Output<string>;
}

interface Build {
  readonly logicalName: string;
  readonly context: string;
  readonly tag: string;
}

const keptImagesPerApp = 10;
/** Rules a lifecycle policy may have. https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
const maxExpiryRules = 50;
const platform = "linux/arm64";

/** STATEFUL: one repository for all images of the stack, and the images built into it. Undefined when nothing is built. */
export function createImages(plan: Plan): Images | undefined {
  const builds = appBuilds(plan);
  const edge = edgeBuild(plan);
  if (builds.length === 0 && edge === undefined) return undefined;
  const repository = createRepository(plan.stack, [...builds, ...(edge ? [edge] : [])]);
  const token = ecr.getAuthorizationTokenOutput({ registryId: repository.registryId });
  const registry = {
    server: repository.repositoryUrl,
    username: token.userName,
    password: pulumi.secret(token.password),
  };
  const push = (build: Build) => buildAndPush(build, repository, registry);
  return {
    repositoryArn: repository.arn,
    apps: Object.fromEntries(builds.map((build) => [build.app, push(build)])),
    edge: edge && push(edge),
  };
}

function appBuilds(plan: Plan): readonly (Build & { readonly app: string })[] {
  return plan.apps.flatMap(({ name, source }) =>
    source.kind === "build"
      ? [{ app: name, logicalName: `image-${name}`, context: source.context, tag: source.tag }]
      : [],
  );
}

function edgeBuild(plan: Plan): Build | undefined {
  if (plan.box.edgeTag === undefined) return undefined;
  return { logicalName: "edge-image", context: "box/edge", tag: plan.box.edgeTag };
}

function buildAndPush(
  build: Build,
  repository: ecr.Repository,
  registry: docker.ImageArgs["registry"],
): pulumi.Output<string> {
  const image = new docker.Image(build.logicalName, {
    imageName: pulumi.interpolate`${repository.repositoryUrl}:${build.tag}`,
    build: { context: build.context, platform },
    registry,
  });
  return image.repoDigest;
}

function createRepository(stack: string, builds: readonly Build[]): ecr.Repository {
  const repository = new ecr.Repository(
    "images",
    {
      name: repositoryName(stack),
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      forceDelete: false,
      tags: tags(stack, "images"),
    },
    { protect: true },
  );
  // A changed policy is a replacement, and both have the repository's name: deleting the old one last would delete the new.
  new ecr.LifecyclePolicy(
    "images",
    { repository: repository.name, policy: JSON.stringify({ rules: expiry(builds) }) },
    { deleteBeforeReplace: true },
  );
  return repository;
}

/** Keeps the newest images of each app; priorities must differ. Beyond the limit of rules, images are simply kept. */
function expiry(builds: readonly Build[]) {
  return builds.slice(0, maxExpiryRules).map(({ tag }, index) => ({
    rulePriority: index + 1,
    description: `newest ${keptImagesPerApp} of ${tag.split(".")[0]}`,
    selection: {
      tagStatus: "tagged",
      tagPrefixList: [`${tag.split(".")[0]}.`],
      countType: "imageCountMoreThan",
      countNumber: keptImagesPerApp,
    },
    action: { type: "expire" },
  }));
}
