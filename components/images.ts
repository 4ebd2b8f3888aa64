import * as pulumi from "@pulumi/pulumi";
import * as docker from "@pulumi/docker";
import * as ecr from "@pulumi/aws/ecr";
import { repositoryName } from "../plan/names";
import type { StatePlan } from "../plan/stack-plan-types";
import { tags } from "./tags";

export interface Images {
  readonly repositoryArn: pulumi.Output<string>;
  /** Its name is the stack's alone in the account and region: a second stack of that name fails here. */
  readonly repository: pulumi.Resource;
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

/**
 * STATEFUL: one repository for all images of the stack, and the images built into it. It is there even when nothing is
 * built (an empty one is free): otherwise taking out the last app with `build:` would mean deleting a protected thing.
 */
export function createImages(plan: StatePlan): Images {
  const builds = appBuilds(plan);
  const edge = edgeBuild(plan);
  const all = [...builds, ...(edge ? [edge] : [])];
  const repository = createRepository(plan.stack, all);
  if (all.length === 0) return { repositoryArn: repository.arn, repository, apps: {} };
  const registry = login(repository);
  const push = (build: Build) => buildAndPush(build, repository, registry);
  return {
    repositoryArn: repository.arn,
    repository,
    apps: Object.fromEntries(builds.map((build) => [build.app, push(build)])),
    edge: edge && push(edge),
  };
}

function login(repository: ecr.Repository): docker.ImageArgs["registry"] {
  const token = ecr.getAuthorizationTokenOutput({ registryId: repository.registryId });
  return {
    server: repository.repositoryUrl,
    username: token.userName,
    password: pulumi.secret(token.password),
  };
}

function appBuilds(plan: StatePlan): readonly (Build & { readonly app: string })[] {
  return plan.apps.flatMap(({ name, source }) =>
    source.kind === "build"
      ? [{ app: name, logicalName: `image-${name}`, context: source.context, tag: source.tag }]
      : [],
  );
}

function edgeBuild({ edgeTag }: StatePlan): Build | undefined {
  if (edgeTag === undefined) return undefined;
  return { logicalName: "edge-image", context: "box/edge", tag: edgeTag };
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
      // The box names images by digest; why a tag may be pushed again: docs/decisions/image-tags.md.
      imageTagMutability: "MUTABLE",
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

/** Keeps the newest images of each app. Beyond the limit of rules, images are simply kept. */
function expiry(builds: readonly Build[]) {
  const rules = [untagged, ...builds.map(newest)].slice(0, maxExpiryRules);
  return rules.map((rule, index) => ({ rulePriority: index + 1, ...rule, action: { type: "expire" } }));
}

/** Parts of images that no tag names any more. */
const untagged = {
  description: "images without a tag",
  selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
};

function newest({ tag }: Build) {
  return {
    description: `newest ${keptImagesPerApp} of ${tag.split(".")[0]}`,
    selection: {
      tagStatus: "tagged",
      tagPrefixList: [`${tag.split(".")[0]}.`],
      countType: "imageCountMoreThan",
      countNumber: keptImagesPerApp,
    },
  };
}
