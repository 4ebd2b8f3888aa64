import { basename } from "node:path";

/** What formats are read. */
export type FileKind = "compose" | "procfile" | "fly" | "railway";

/** Looked for in a folder, the first that is there. */
export const knownFiles = [
  "compose.yaml",
  "compose.yml",
  "docker-compose.yaml",
  "docker-compose.yml",
  "fly.toml",
  "railway.json",
  "railway.toml",
  "Procfile",
] as const;

/** The format by the file's name; undefined when it says nothing. */
export function fileKind(path: string): FileKind | undefined {
  const name = basename(path);
  if (/^fly(\..*)?\.toml$/.test(name)) return "fly";
  if (/^railway\.(json|toml)$/.test(name)) return "railway";
  if (/^Procfile(\..*)?$/.test(name)) return "procfile";
  return /\.ya?ml$/.test(name) ? "compose" : undefined;
}
