import { extname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as s3 from "@pulumi/aws/s3";
import { bucketPrefix } from "../../plan/names";
import { secureBucket } from "../secure-bucket";
import { notFoundPage } from "./not-found-page";

export interface SiteBucket {
  readonly bucket: s3.Bucket;
  /** Before the policy: S3 refuses two changes of one bucket at once. */
  readonly block: pulumi.Resource;
}

/** Folder in each site's part of the bucket that no path of a visitor leads to. */
export const notFoundKey = ".ladder/not-found.html";

/** The bucket of all static sites, which CloudFront alone may read. Made again from the folders at any time. */
export function createSiteBucket(stack: string, parent: pulumi.Resource): SiteBucket {
  return secureBucket(
    "sites",
    { stack, role: "sites", prefix: bucketPrefix(stack, "sites"), oldVersionDays: 1, protect: false },
    parent,
  );
}

/** Uploads a site file by file: a change uploads what changed. Pages come after what they may refer to. */
export function uploadSite(
  { bucket }: SiteBucket,
  app: string,
  folder: string,
  files: readonly string[],
  parent: pulumi.Resource,
): void {
  const upload = (path: string, after: readonly pulumi.Resource[]) =>
    new s3.BucketObjectv2(
      `${app}/${path}`,
      {
        bucket: bucket.id,
        key: `${app}/${path}`,
        source: new pulumi.asset.FileAsset(join(folder, path)),
        contentType: contentType(path),
        cacheControl: cacheControl(path),
      },
      { parent, dependsOn: [...after] },
    );
  const parts = files.filter((path) => !isPage(path)).map((path) => upload(path, []));
  for (const path of files.filter(isPage)) upload(path, parts);
  new s3.BucketObjectv2(
    `${app}/${notFoundKey}`,
    {
      bucket: bucket.id,
      key: `${app}/${notFoundKey}`,
      content: notFoundPage,
      contentType: "text/html; charset=utf-8",
      cacheControl: "no-store",
    },
    { parent },
  );
}

function isPage(path: string): boolean {
  return path.endsWith(".html");
}

/** As on the box: a name that carries a hash never changes its content; everything else is asked for again. */
export function cacheControl(path: string): string {
  return /[.-][0-9a-f]{8,}\.\w+$/.test(path) ? "public, max-age=31536000, immutable" : "no-cache";
}

/** Of the extensions that sites are made of; anything else is offered for saving. */
const types: Readonly<Record<string, string>> = {
  ".avif": "image/avif",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".gif": "image/gif",
  ".htm": "text/html; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".mp3": "audio/mpeg",
  ".mp4": "video/mp4",
  ".otf": "font/otf",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webm": "video/webm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

export function contentType(path: string): string {
  return types[extname(path).toLowerCase()] ?? "application/octet-stream";
}
