import { at, each, ofType, refersTo, type Graph, type Resource, type Rule } from "../rule";
import { allows, deniesPlain, statements } from "../statements";
import { is } from "./is";

const files = "aws:efs/fileSystem:FileSystem";
const accessPoint = "aws:efs/accessPoint:AccessPoint";

/** Rules for files that AWS keeps. */
export const fileRules: readonly Rule[] = [
  each(
    files,
    {
      id: "CKV_AWS_42 EFS.1",
      title: "file systems are encrypted",
      reason: "Whoever gets hold of a backup of plain files can read them; they cannot be encrypted later.",
      remedy: "Set encrypted to true.",
      general: true,
    },
    is("encrypted", true),
  ),
  each(
    files,
    {
      id: "CKV2_AWS_18 EFS.2",
      title: "file systems are backed up",
      reason: "A mistake deletes the only copy.",
      remedy: "Give the file system a backup policy with status ENABLED.",
    },
    (one, graph) =>
      ofType(graph, "aws:efs/backupPolicy:BackupPolicy").some(
        (policy) =>
          refersTo(policy, "fileSystemId", one) && at(policy, "backupPolicy", "status") === "ENABLED",
      ),
  ),
  each(
    files,
    {
      id: "EFS.8",
      title: "file systems refuse what comes without TLS, and whoever has no role",
      reason: "Without a policy everybody in the network may mount everything.",
      remedy:
        "Give the file system a policy that denies where aws:SecureTransport is false, and allows nothing.",
    },
    refusesPlain,
  ),
  each(
    accessPoint,
    {
      id: "CKV_AWS_329 CKV_AWS_330 EFS.3 EFS.4",
      title: "access points show one folder, as one user",
      reason: "One app could read and change the files of another.",
      remedy: "Set rootDirectory.path, and posixUser with a user above 0.",
    },
    (one) =>
      String(at(one, "rootDirectory", "path") ?? "/") !== "/" && Number(at(one, "posixUser", "uid") ?? 0) > 0,
  ),
];

/** With a policy of its own, a file system lets nobody in who has no role that says so. */
function refusesPlain(one: Resource, graph: Graph): boolean {
  const policies = ofType(graph, "aws:efs/fileSystemPolicy:FileSystemPolicy").filter((policy) =>
    refersTo(policy, "fileSystemId", one),
  );
  const all = policies.flatMap(({ inputs }) => statements(inputs["policy"]));
  return all.every((statement) => !allows(statement)) && all.some(deniesPlain);
}
