import type { RecordedResource } from "./evaluate/recorded-resource";

const bundleType = "aws:s3/bucketObjectv2:BucketObjectv2";

/** The files that the program puts into the box's bundle, by path. */
export function bundleContents(resources: readonly RecordedResource[]): Readonly<Record<string, string>> {
  const bundle = resources.find((resource) => resource.type === bundleType && resource.name === "bundle");
  if (typeof bundle?.inputs["content"] !== "string") return {};
  const { files } = JSON.parse(bundle.inputs["content"]) as { files: Record<string, { content: string }> };
  return Object.fromEntries(Object.entries(files).map(([path, file]) => [path, file.content]));
}
