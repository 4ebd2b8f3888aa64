import type { RecordedResource } from "./evaluate/recorded-resource";

const bundleType = "aws:s3/bucketObjectv2:BucketObjectv2";

interface Document {
  readonly files: Readonly<Record<string, { readonly content: string }>>;
}
interface Archive {
  readonly assets?: Readonly<Record<string, { readonly text?: string }>>;
}

/** The files that the program puts into the bundle of the box, or of an environment of Elastic Beanstalk, by path. */
export function bundleContents(resources: readonly RecordedResource[]): Readonly<Record<string, string>> {
  const bundle = resources.find((resource) => resource.type === bundleType && resource.name === "bundle");
  const content = bundle?.inputs["content"];
  if (typeof content === "string") {
    const entries = Object.entries((JSON.parse(content) as Document).files);
    return Object.fromEntries(entries.map(([path, file]) => [path, file.content]));
  }
  const { assets = {} } = (bundle?.inputs["source"] ?? {}) as Archive;
  return Object.fromEntries(Object.entries(assets).map(([path, { text }]) => [path, text ?? ""]));
}
