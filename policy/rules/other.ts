import { isAliasOfOurs } from "./fargate";
import { is } from "./is";
import { mutableTagWaivers } from "../waivers";
import { at, each, ofType, refersTo, type Graph, type Resource, type Rule } from "../rule";

const repository = "aws:ecr/repository:Repository";

/** Rules for image repositories, parameters, documents, records and alarms. */
export const otherRules: readonly Rule[] = [
  each(
    repository,
    {
      id: "CKV_AWS_51",
      title: "tags are immutable, or images are named by digest",
      reason: "Whoever may push could replace what runs.",
      remedy: "Set imageTagMutability to IMMUTABLE, or add a waiver with its reason to policy/waivers.ts.",
    },
    (one) => one.inputs["imageTagMutability"] === "IMMUTABLE" || Object.hasOwn(mutableTagWaivers, one.name),
  ),
  each(
    repository,
    {
      id: "CKV_AWS_163",
      title: "images are scanned",
      reason: "Known holes in an image stay unseen.",
      remedy: "Set imageScanningConfiguration.scanOnPush to true.",
    },
    (one) => at(one, "imageScanningConfiguration", "scanOnPush") === true,
  ),
  each(
    repository,
    {
      id: "ECR.3",
      title: "old images expire",
      reason: "Each stored image is billed, for ever.",
      remedy: "Give the repository a lifecycle policy.",
    },
    (one, graph) => belongs(ofType(graph, "aws:ecr/lifecyclePolicy:LifecyclePolicy"), one),
  ),
  each(
    repository,
    {
      id: "CKV_AWS_32",
      title: "the repository is private",
      reason: "A policy of the repository lets others in.",
      remedy: "Leave the repository policy out.",
    },
    (one, graph) =>
      ofType(graph, "aws:ecr/repositoryPolicy:RepositoryPolicy").every(
        (policy) => !refersTo(policy, "repository", one),
      ),
  ),
  each(
    "aws:ssm/parameter:Parameter",
    {
      id: "CKV2_AWS_34",
      title: "parameters are SecureString",
      reason: "Everybody who may read parameters sees the value of a String.",
      remedy: "Set type to SecureString.",
    },
    (one) => one.inputs["type"] === "SecureString",
  ),
  each(
    "aws:ssm/parameter:Parameter",
    {
      id: "ladder-secret",
      title: "values are secret in Pulumi's state",
      reason: "The value would stand in the state, and in every preview, in the clear.",
      remedy: "Wrap the value in pulumi.secret.",
      source: "docs/decisions/generated-secrets.md",
    },
    (one) => one.inputs["value"] === "[secret]",
  ),
  each(
    "aws:ssm/document:Document",
    {
      id: "CKV_AWS_303 SSM.4",
      title: "documents of Systems Manager are shared with nobody",
      reason: "Whoever may read or run it sees what the stack asks its machines.",
      remedy: "Leave permissions out.",
    },
    is("permissions", undefined),
  ),
  each(
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    {
      id: "CKV_AWS_319 CloudWatch.17",
      title: "alarms tell somebody",
      reason: "An alarm whose actions are switched off goes off and nobody hears of it.",
      remedy: "Leave actionsEnabled out, or set it to true.",
      general: true,
    },
    (one) => [undefined, true].some((value) => one.inputs["actionsEnabled"] === value),
  ),
  each(
    "aws:route53/record:Record",
    {
      id: "CKV2_AWS_23",
      title: "A records point at an address of the stack",
      reason: "A name that points at an address given back to AWS can be taken over.",
      remedy: "Use an alias, or an Elastic IP of the stack.",
    },
    (record, graph) =>
      record.inputs["type"] !== "A" ||
      isAliasOfOurs(record, graph) ||
      ofType(graph, "aws:ec2/eip:Eip").some((address) => refersTo(record, "records", address)),
  ),
  each(
    "aws:route53/zone:Zone",
    {
      id: "ladder-zone",
      title: "a zone with records cannot be destroyed",
      reason: "The domain would be gone, and its new name servers would be others.",
      remedy: "Leave forceDestroy out.",
      source: "docs/decisions/state-at-the-root.md",
    },
    (zone) => zone.inputs["forceDestroy"] !== true,
  ),
];

/** Whether one of the policies is the repository's: by a reference, or by the name that both were given. */
function belongs(policies: Graph, one: Resource): boolean {
  return (
    policies.some((policy) => refersTo(policy, "repository", one)) ||
    policies.some(({ inputs }) => inputs["repository"] === one.inputs["name"])
  );
}
