import * as pulumi from "@pulumi/pulumi";
import * as s3 from "@pulumi/aws/s3";
import type { AppPlan } from "../plan/types";

/** Uploads the folders of static apps, from where the machine that serves them fetches them. */
export function createStaticFolders(
  apps: readonly AppPlan[],
  bucket: pulumi.Output<string>,
  parent: pulumi.Resource,
): readonly pulumi.Resource[] {
  return apps.flatMap(({ name, source }) => {
    if (source.kind !== "static") return [];
    const key = `static/${name}/${source.digest}.zip`;
    const folder = new pulumi.asset.FileArchive(source.folder);
    const args = { bucket, key, contentType: "application/zip", source: folder };
    return [new s3.BucketObjectv2(`static-${name}`, args, { parent })];
  });
}
