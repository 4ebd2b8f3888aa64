import known from "./known-images.json";

/** What an image is known to be. server: a data service that Ladder does not offer. */
export type ImageKind = "app" | keyof typeof known.kinds;

/** Public registries whose name says nothing about what an image is. */
const registry =
  /^(docker\.io|index\.docker\.io|ghcr\.io|quay\.io|lscr\.io|gcr\.io|docker\.dragonflydb\.io|docker\.elastic\.co|mirror\.gcr\.io|public\.ecr\.aws|registry\.hub\.docker\.com)\//;

/** What the image is known to be; an app when it is not known. */
export function imageKind(image: string): ImageKind {
  const name = repository(image);
  if (Object.hasOwn(known.extensions, name)) return "database";
  const kinds = Object.entries(known.kinds) as [keyof typeof known.kinds, { images: string[] }][];
  return kinds.find(([, { images }]) => images.includes(name))?.[0] ?? "app";
}

/** Extensions of a PostgreSQL image that the stack's own PostgreSQL does not have. */
export function extensionsOf(image: string): string | undefined {
  const name = repository(image);
  return Object.hasOwn(known.extensions, name)
    ? known.extensions[name as keyof typeof known.extensions]
    : undefined;
}

/** `grafana/grafana` of `docker.io/grafana/grafana:11.1`. */
export function repository(image: string): string {
  const plain = image.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
  return plain.replace(registry, "").replace(/^library\//, "");
}
