import { resolve } from "node:path";
import { imageVariable } from "../box/compose/image-variable";
import type { AppPlan, Plan } from "../plan/types";
import { docker, outcomeOf } from "./docker";
import { LocalProblem } from "./problem";
import type { LocalProject } from "./project";
import { present, pull } from "./pull";
import type { Steps } from "./steps";

/** At most so many at once: Docker itself gets three layers at a time. */
const atOnce = 3;
const edgeFolder = "box/edge";
const reasonLines = 12;

/** App -> why it cannot run. */
export type LeftOut = Readonly<Record<string, string>>;

/** The image of an app's container here, if it has one. */
export function localImage({ source }: AppPlan, project: LocalProject): string | undefined {
  if (source.kind === "build") return `${project.name}:${source.digest}`;
  return source.kind === "image" ? source.reference : undefined;
}

/** Variables of the Compose file. */
export function imageValues({ apps, box }: Plan, project: LocalProject): Readonly<Record<string, string>> {
  const built = apps.filter(({ source }) => source.kind === "build");
  const names = built.map((app) => [imageVariable(app.name), localImage(app, project) ?? ""] as const);
  return {
    ...Object.fromEntries(names),
    ...(box.edgeTag !== undefined && { EDGE_IMAGE: edgeImage(box.edgeTag, project) }),
  };
}

/** Gets PostgreSQL, Redis and Caddy; without them nothing runs. */
export async function getBoxImages({ apps, box }: Plan, steps: Steps): Promise<void> {
  const needed = [
    box.images.caddy,
    ...(apps.some((app) => app.database) ? [box.images.postgres] : []),
    ...(apps.some((app) => app.cache) ? [box.images.redis] : []),
  ];
  await eachOf(needed, (image) => steps.step(`pulling ${image}`, () => pull(image)));
}

/** Builds Caddy with the rate limiter; returns why it cannot be had. */
export async function getEdgeImage(
  { box }: Plan,
  project: LocalProject,
  projectDir: string,
  steps: Steps,
): Promise<string | undefined> {
  if (box.edgeTag === undefined) return undefined;
  const image = edgeImage(box.edgeTag, project);
  return reasonOf(() =>
    steps.step("building Caddy with its rate limiter", () => build(image, resolve(projectDir, edgeFolder))),
  );
}

/** Pulls and builds the apps' images, several apps of one image once; returns the apps that have none, with the reason. */
export async function getAppImages(
  plan: Plan,
  project: LocalProject,
  projectDir: string,
  steps: Steps,
): Promise<LeftOut> {
  const images = new Set(plan.apps.flatMap((app) => localImage(app, project) ?? []));
  const reasons: Record<string, string> = {};
  await eachOf([...images], async (image) => {
    const apps = plan.apps.filter((app) => localImage(app, project) === image);
    const source = apps[0]?.source;
    const reason = await reasonOf(() =>
      source?.kind === "build"
        ? steps.step(`building ${source.context}`, () => build(image, resolve(projectDir, source.context)))
        : steps.step(`pulling ${image}`, () => pull(image)),
    );
    if (reason !== undefined) for (const { name } of apps) reasons[name] = reason;
  });
  return reasons;
}

/** Removes images of earlier builds, unless a container still uses one. */
export async function removeOldImages(plan: Plan, project: LocalProject): Promise<void> {
  const used = Object.values(imageValues(plan, project));
  const old = (await builtImages(project)).filter((image) => !used.includes(image));
  for (const image of old) await outcomeOf("docker", ["image", "rm", image]);
}

/** Every image that was built here for the project. */
export async function builtImages({ name }: LocalProject): Promise<readonly string[]> {
  const list = await docker(["image", "ls", "--format", "{{.Repository}}:{{.Tag}}", name]);
  return list.split("\n").filter(Boolean);
}

function edgeImage(tag: string, { name }: LocalProject): string {
  return `${name}:${tag}`;
}

async function build(image: string, folder: string): Promise<void> {
  if (await present(image)) return;
  // Without BuildKit the container of a step that failed would stay, and hold on to an earlier image.
  const { status, stdout, stderr } = await outcomeOf("docker", [
    "build",
    "--force-rm",
    "--tag",
    image,
    folder,
  ]);
  if (status === 0) return;
  const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "");
  throw new LocalProblem(`it cannot be built:\n${lines.slice(-reasonLines).join("\n")}`);
}

async function reasonOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof LocalProblem) return error.message;
    throw error;
  }
}

async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
