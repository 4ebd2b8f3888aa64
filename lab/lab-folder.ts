import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Where everything of the lab lies while there is one; `down` removes it. */
export interface LabFolder {
  readonly path: string;
  /** Who runs the lab, and how it is reached: written when it is ready. */
  readonly about: string;
  /** Of the process that carries out what the providers ask for; only this user can open it. */
  readonly socket: string;
  /** What the machinery said. */
  readonly log: string;
  /** The stack file, made from the example stack's. */
  readonly settings: string;
  /** Process ids: of `pulumi` while it is at work, of the script around the lab, of the lab's own process. */
  readonly pulumi: string;
  readonly script: string;
  readonly server: string;
  /** Certificate of the authority that signs the apps' certificates. */
  readonly authority: string;
  /** What a visitor had written before the box was stopped; absent while it runs. */
  readonly written: string;
  /** What `up --data` filled in; absent without it. */
  readonly filled: string;
  /** Beside the folder, so that it is there before the lab is; it stays, empty. */
  readonly changeLock: string;
}

/** What scripts/ keep goes there, too. */
export const cacheFolder = cacheFolderOf(process.env);

/** A path that is not absolute counts as none (XDG): `down` would remove what another folder has under that name. */
export function cacheFolderOf(env: Readonly<Record<string, string | undefined>>): string {
  const absolute = (name: string) => (isAbsolute(env[name] ?? "") ? env[name] : undefined);
  return absolute("LADDER_CACHE") ?? join(absolute("XDG_CACHE_HOME") ?? join(homedir(), ".cache"), "ladder");
}

export const stackName = "lab";

export function labFolder(path = join(cacheFolder, "lab")): LabFolder {
  return {
    path,
    about: join(path, "about.json"),
    socket: join(path, "socket"),
    log: join(path, "log"),
    settings: join(path, `Pulumi.${stackName}.yaml`),
    pulumi: join(path, "pulumi.pid"),
    script: join(path, "script.pid"),
    server: join(path, "server.pid"),
    authority: join(path, "authority.crt"),
    written: join(path, "written.json"),
    filled: join(path, "filled.json"),
    changeLock: `${path}.lock`,
  };
}
