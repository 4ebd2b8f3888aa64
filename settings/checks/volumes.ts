import type { Problem } from "../problems";
import type { AppView, Fields, SettingsView } from "../settings-view";
import { shownValue } from "../shown-value";
import { volumePath } from "../volume-path";
import { firstUse } from "./first-use";

/** The kernel's and Ladder's own; nothing may be mounted over them or into them. */
const closed = ["/proc", "/sys", "/dev", "/.ladder"];

/** An empty folder in their place would hide what the image needs to start. */
const system = [
  "/bin",
  "/etc",
  "/lib",
  "/lib64",
  "/sbin",
  "/usr",
  "/usr/bin",
  "/usr/lib",
  "/usr/local",
  "/usr/sbin",
];

/** Within an app, volumes differ in name, none lies in another, and none hides what the container needs. */
export function volumeProblems({ apps }: SettingsView): readonly Problem[] {
  return apps.flatMap((app) => [
    ...repeatedNames(app),
    ...app.volumes.flatMap((volume, index) => pathProblem(app, volume, index)),
  ]);
}

function repeatedNames({ path, volumes }: AppView): readonly Problem[] {
  const use = firstUse();
  return volumes.flatMap(({ name }, index) => {
    const place = `${path}.volumes[${index}]`;
    const first = typeof name === "string" ? use(name, place) : undefined;
    if (first === undefined) return [];
    return [
      { path: `${place}.name`, problem: `already the name of ${first}`, got: shownValue(name, [place]) },
    ];
  });
}

function pathProblem(app: AppView, volume: Fields, index: number): readonly Problem[] {
  if (typeof volume.path !== "string") return [];
  const path = volumePath(volume.path);
  const problem = forbidden(path, app.readOnly) ?? overlap(app, path, index);
  if (problem === undefined) return [];
  const place = `${app.path}.volumes[${index}].path`;
  return [{ path: place, problem, got: shownValue(volume.path, [place]) }];
}

function forbidden(path: string, readOnly: boolean): string | undefined {
  if (path.split("/").some((part) => part === "." || part === "..")) return "not a plain path";
  if (closed.some((folder) => isInside(path, folder))) return "not a place for files";
  if (system.includes(path)) return "hides a folder that the image needs";
  return readOnly && path === "/tmp" ? "readOnly: true puts a folder in memory there" : undefined;
}

/** What an earlier volume of the app has to do with the path. */
function overlap({ path: app, volumes }: AppView, path: string, index: number): string | undefined {
  const earlier = volumes.slice(0, index).map((volume) => volume.path);
  for (const [place, other] of earlier.entries()) {
    if (typeof other !== "string") continue;
    const [otherPath, otherPlace] = [volumePath(other), `${app}.volumes[${place}]`];
    if (path === otherPath) return `already the path of ${otherPlace}`;
    if (isInside(path, otherPath)) return `inside the path of ${otherPlace}`;
    if (isInside(otherPath, path)) return `around the path of ${otherPlace}`;
  }
  return undefined;
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
