import * as pulumi from "@pulumi/pulumi";
import * as s3 from "@pulumi/aws/s3";
import { bundleDocument, versionOf, type BoxValues } from "../box/bundle-document";
import { bundleFiles } from "../box/bundle-files";
import type { Plan } from "../plan/types";
import { createStaticFolders } from "./static-folders";

/** Where the box looks for its bundle. */
export const bundleKey = "bundle/bundle.json";

export interface BundleArgs {
  readonly plan: Plan;
  readonly bucket: pulumi.Output<string>;
  readonly values: pulumi.Output<BoxValues>;
  /** What must be done before the box may have it. */
  readonly after: readonly pulumi.Input<pulumi.Resource>[];
}

export interface Bundle {
  readonly version: pulumi.Output<string>;
  /** S3's name of this upload: another one when the same bundle comes again after another. */
  readonly upload: pulumi.Output<string>;
  readonly uploaded: pulumi.Resource;
}

/** Uploads the box's configuration and the folders of static apps; the bundle comes last, it refers to them. */
export function createBundle(args: BundleArgs, parent: pulumi.Resource): Bundle {
  const folders = createStaticFolders(args.plan.apps, args.bucket, parent);
  const files = bundleFiles(args.plan);
  const content = args.values.apply((values) => bundleDocument(files, values));
  const uploaded = new s3.BucketObjectv2(
    "bundle",
    {
      bucket: args.bucket,
      key: bundleKey,
      contentType: "application/json",
      content,
    },
    { parent, dependsOn: [...folders, ...args.after] },
  );
  return { version: content.apply(versionOf), upload: uploaded.versionId, uploaded };
}
