import { createHash } from "node:crypto";
import { valuesFile, type BoxValues } from "../values-file";

export interface SourceBundle {
  /** Checksum over every path and content. */
  readonly digest: string;
  /** Path -> content, sorted by path. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * The source bundle of the environment. The values lie in `.env`, where Compose finds them; the platform writes none of its
 * own when the bundle has one. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/create_deploy_docker.container.console.html
 */
export function sourceBundle(files: Readonly<Record<string, string>>, values: BoxValues): SourceBundle {
  const all = Object.entries({ ...files, ".env": valuesFile(values) }).toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  );
  const lines = all.map(([path, content]) => `${path} ${sha256(content)}\n`);
  return { digest: sha256(lines.join("")), files: Object.fromEntries(all) };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
