import * as ssm from "@pulumi/aws/ssm";
import type * as pulumi from "@pulumi/pulumi";
import { tags } from "../tags";

/** Whether a backup, a move or an update holds the lock that they all take (box/programs/common.sh). */
const question = [
  "set -eu",
  "[ -e /run/ladder/lock ] || exit 0",
  "exec flock --nonblock /run/ladder/lock true",
];

/**
 * The one question that a schedule may ask a box: a command with a text of its own, so that the function needs no right to
 * run any other.
 */
export function createLockDocument(name: string, stack: string): pulumi.Output<string> {
  const document = new ssm.Document(name, {
    documentType: "Command",
    documentFormat: "JSON",
    content: JSON.stringify({
      schemaVersion: "2.2",
      description: "Whether a job is at work on the box of a Ladder stack",
      mainSteps: [
        {
          action: "aws:runShellScript",
          name: "lock",
          inputs: { timeoutSeconds: "20", runCommand: question },
        },
      ],
    }),
    tags: tags(stack, name),
  });
  return document.name;
}
