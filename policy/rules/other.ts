import { isAliasOfOurs } from "./fargate";
import { mutableTagWaivers } from "../waivers";
import { at, each, ofType, refersTo, type Rule } from "../rule";

const repository = "aws:ecr/repository:Repository";

/** Rules for image repositories, parameters and records. */
export const otherRules: readonly Rule[] = [
  each(
    repository,
    "CKV_AWS_51",
    "tags are immutable, or images are named by digest",
    (one) => one.inputs["imageTagMutability"] === "IMMUTABLE" || Object.hasOwn(mutableTagWaivers, one.name),
  ),
  each(
    repository,
    "CKV_AWS_163",
    "images are scanned",
    (one) => at(one, "imageScanningConfiguration", "scanOnPush") === true,
  ),
  each(repository, "ECR.3", "old images expire", (one, graph) =>
    ofType(graph, "aws:ecr/lifecyclePolicy:LifecyclePolicy").some(
      (policy) =>
        refersTo(policy.inputs["repository"], one) || policy.inputs["repository"] === one.inputs["name"],
    ),
  ),
  each(repository, "CKV_AWS_32", "the repository is private", (one, graph) =>
    ofType(graph, "aws:ecr/repositoryPolicy:RepositoryPolicy").every(
      (policy) => !refersTo(policy.inputs["repository"], one),
    ),
  ),
  each(
    "aws:ssm/parameter:Parameter",
    "CKV2_AWS_34",
    "parameters are SecureString",
    (one) => one.inputs["type"] === "SecureString",
  ),
  each(
    "aws:ssm/parameter:Parameter",
    "ladder-secret",
    "values are secret in Pulumi's state",
    (one) => one.inputs["value"] === "[secret]",
  ),
  each(
    "aws:route53/record:Record",
    "CKV2_AWS_23",
    "A records point at an address of the stack",
    (record, graph) =>
      record.inputs["type"] !== "A" ||
      isAliasOfOurs(record, graph) ||
      ofType(graph, "aws:ec2/eip:Eip").some((address) => refersTo(record.inputs["records"], address)),
  ),
  each(
    "aws:route53/zone:Zone",
    "ladder-zone",
    "a zone with records cannot be destroyed",
    (zone) => zone.inputs["forceDestroy"] !== true,
  ),
];
