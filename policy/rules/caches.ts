import { each, list, ofType, refersTo, type Rule } from "../rule";
import { is } from "./is";

const cache = "aws:elasticache/replicationGroup:ReplicationGroup";
const cacheUser = "aws:elasticache/user:User";

/** Rules for caches that AWS runs. */
export const cacheRules: readonly Rule[] = [
  each(
    cache,
    {
      id: "CKV_AWS_29",
      title: "caches are encrypted at rest",
      reason: "Snapshots and disks of a plain cache can be read.",
      remedy: "Set atRestEncryptionEnabled to true; it cannot be changed later.",
      general: true,
    },
    is("atRestEncryptionEnabled", true),
  ),
  each(
    cache,
    {
      id: "CKV_AWS_30",
      title: "caches take encrypted connections alone",
      reason: "Sessions and queued jobs would travel in the clear.",
      remedy: "Set transitEncryptionEnabled to true and transitEncryptionMode to required.",
    },
    (one) =>
      one.inputs["transitEncryptionEnabled"] === true && one.inputs["transitEncryptionMode"] === "required",
  ),
  each(
    cache,
    {
      id: "CKV_AWS_31",
      title: "caches ask who connects",
      reason: "Whoever is in the network could read and change everything in it.",
      remedy: "Set userGroupIds, or a secret authToken.",
      general: true,
    },
    (one) =>
      list(one.inputs["userGroupIds"] as readonly string[]).length > 0 ||
      one.inputs["authToken"] === "[secret]",
  ),
  each(
    cache,
    {
      id: "CKV_AWS_322 ElastiCache.2",
      title: "caches get minor versions",
      reason: "Minor versions close holes.",
      remedy: "Set autoMinorVersionUpgrade to true.",
    },
    is("autoMinorVersionUpgrade", true),
  ),
  each(
    cache,
    {
      id: "CKV_AWS_323 ElastiCache.7",
      title: "caches stand in subnets of the stack",
      reason: "In the default subnets anything of the account is a neighbour.",
      remedy: "Set subnetGroupName to a group of the stack.",
    },
    (one, graph) =>
      ofType(graph, "aws:elasticache/subnetGroup:SubnetGroup").some((group) =>
        refersTo(one, "subnetGroupName", group),
      ),
  ),
  each(
    cacheUser,
    {
      id: "ladder-cache-users",
      title: "a cache's users have a secret password, and the one without a name may do nothing",
      reason: "Whoever gives no name is the user default.",
      remedy: "Give passwords as secrets, and the user default the access string off ~* -@all.",
      source: "docs/decisions/generated-secrets.md",
    },
    (one) =>
      JSON.stringify(list(one.inputs["passwords"])) === '["[secret]"]' &&
      (one.inputs["userName"] !== "default" || one.inputs["accessString"] === "off ~* -@all"),
  ),
];
