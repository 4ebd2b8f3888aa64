import { posix } from "node:path";
import { type Fields, isFields } from "../../settings/settings-view";

/**
 * A service of a file in another folder, its paths as seen from the first file's: Compose takes them from the folder of the
 * file they stand in. https://docs.docker.com/reference/compose-file/services/#relative-paths
 */
export function rebased(service: Fields, folder: string): Fields {
  if (folder === ".") return service;
  const path = (value: unknown) => pathFrom(folder, value);
  const envFile = (entry: unknown) => (isFields(entry) ? { ...entry, path: path(entry.path) } : path(entry));
  const { build, env_file: files, volumes } = service;
  return {
    ...service,
    ...(build !== undefined && {
      build: isFields(build) ? { ...build, context: path(build.context ?? ".") } : path(build),
    }),
    ...(files !== undefined && { env_file: Array.isArray(files) ? files.map(envFile) : envFile(files) }),
    ...(Array.isArray(volumes) && { volumes: volumes.map((volume) => volumeFrom(folder, volume)) }),
  };
}

/** Where a path is that stands in a file of that folder. */
export function pathFrom<Value>(folder: string, path: Value): Value | string {
  if (typeof path !== "string" || /^[/~$]|^(https?|git|ssh):|^git@|\.git(#|$)/.test(path)) return path;
  const joined = posix.join(folder, path);
  return joined.startsWith("..") ? joined : `./${joined}`;
}

/** A name without a dot before it is a volume's. */
function volumeFrom(folder: string, volume: unknown): unknown {
  if (isFields(volume))
    return volume.type === "bind" ? { ...volume, source: pathFrom(folder, volume.source) } : volume;
  if (typeof volume !== "string" || !volume.startsWith(".")) return volume;
  const [source = "", ...rest] = volume.split(":");
  return [pathFrom(folder, source), ...rest].join(":");
}
