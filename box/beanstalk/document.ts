import type { Plan } from "../../plan/types";
import { boxFacts } from "../box-document";
import { paths } from "../paths";
import { accessPointVariable } from "./access-points";
import { leaseOf } from "./lease";

/**
 * Image with the static busybox that apps are checked with: Amazon Linux 2023 has no such package.
 * https://hub.docker.com/_/busybox, "musl", read 2026-11.
 */
export const busyboxImage = "busybox:1.37.0-musl";

/** box.json of an instance of Beanstalk: the box's, and what only an instance has. */
export function beanstalkDocument(plan: Plan): string {
  const lease = leaseOf(plan);
  const document = {
    ...boxFacts(plan),
    busyboxImage,
    wellSeconds: plan.beanstalk?.wellSeconds,
    migrationSeconds: plan.beanstalk?.migrationSeconds,
    mounts: mounts(plan),
    ...(lease && { lease }),
  };
  return JSON.stringify(document, undefined, 2) + "\n";
}

/** Folders of EFS, each by its access point, where the Compose file looks for them; certificates where they are used. */
function mounts({ files, beanstalk }: Plan) {
  return (files?.folders ?? []).flatMap((folder, index) => {
    if (folder === "/caddy" && beanstalk?.balanced) return [];
    const path = folder === "/caddy" ? `${paths.data}/caddy/data` : `${paths.data}${folder}`;
    return [{ accessPoint: accessPointVariable(index), folder: path }];
  });
}
