/**
 * The app that a resource belongs to alone: its secrets, image or static files. Undefined for what apps share. Logical
 * names say it: an app named like a shared resource owns nothing of it.
 */
export function appOf(resource: { readonly type: string; readonly name: string }, apps: ReadonlySet<string>) {
  const name = ownName(resource);
  return name !== undefined && apps.has(name) ? name : undefined;
}

function ownName({ type, name }: { readonly type: string; readonly name: string }): string | undefined {
  switch (type) {
    case "aws:ssm/parameter:Parameter":
      return name.includes(".") ? name.split(".")[0] : undefined;
    case "docker:index/image:Image":
      return after(name, "image-");
    case "aws:s3/bucketObjectv2:BucketObjectv2":
      return after(name, "static-");
    default:
      return undefined;
  }
}

function after(name: string, prefix: string): string | undefined {
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}
