import { relative, resolve } from "node:path";
import { watch as watchFiles } from "chokidar";
import type { Plan } from "../plan/types";
import { dockerIgnore } from "../settings/docker-ignore";

export interface Watched {
  readonly projectDir: string;
  readonly stackFile: string;
  /** Reads the stack anew. */
  readonly load: () => Plan;
  /** Makes the machine run a changed plan. */
  readonly run: (plan: Plan) => Promise<void>;
  /** The stack cannot be read or run as it is now; the next change is another try, unless this throws. */
  readonly failed: (error: unknown) => void;
}

/** An editor writes several files at once. */
const quietMs = 200;

/** Runs the stack anew whenever what an app is built from, or the stack's file, has changed; ends when `failed` throws. */
export async function watch(first: Plan, watched: Watched): Promise<never> {
  let plan = first;
  for (;;) {
    plan = await nextPlan(plan, watched);
    await watched.run(plan).catch(watched.failed);
  }
}

/** Waits for a change that matters: ignored files do not, and neither does saving without a change. */
async function nextPlan(plan: Plan, { projectDir, stackFile, load, failed }: Watched): Promise<Plan> {
  const folders = buildFolders(plan, projectDir);
  const watcher = watchFiles([resolve(projectDir, stackFile), ...folders], {
    ignoreInitial: true,
    ignored: ignoredIn(folders),
  });
  try {
    return await new Promise<Plan>((done, refuse) => {
      const look = () => {
        try {
          const now = loaded(load, failed);
          if (now && essence(now) !== essence(plan)) done(now);
        } catch (error) {
          refuse(error);
        }
      };
      let timer: NodeJS.Timeout | undefined;
      const later = () => {
        clearTimeout(timer);
        timer = setTimeout(look, quietMs);
      };
      // Looking once when it is ready finds what changed while the last run was at work.
      watcher.on("ready", later).on("all", later).on("error", refuse);
    });
  } finally {
    await watcher.close();
  }
}

function loaded(load: () => Plan, failed: (error: unknown) => void): Plan | undefined {
  try {
    return load();
  } catch (error) {
    failed(error);
    return undefined;
  }
}

function buildFolders({ apps }: Plan, projectDir: string): readonly string[] {
  const folders = apps.flatMap(({ source }) => (source.kind === "build" ? [source.context] : []));
  return [...new Set(folders)].map((folder) => resolve(projectDir, folder));
}

function ignoredIn(folders: readonly string[]): (path: string) => boolean {
  const rules = folders.map((folder) => ({ folder, ...dockerIgnore(folder) }));
  return (path) =>
    rules.some(({ folder, prunes }) => {
      const inside = relative(folder, path).replaceAll("\\", "/");
      return inside !== "" && !inside.startsWith("..") && inside !== "Dockerfile" && prunes(inside);
    });
}

/** What a run depends on; static sites are mounted, so their files do not matter. */
function essence(plan: Plan): string {
  const apps = plan.apps.map((app) =>
    app.source.kind === "static" ? { ...app, source: app.source.folder } : app,
  );
  return JSON.stringify({ ...plan, apps });
}
