import { resolve } from "node:path";
import { boxDocument } from "../box/box-document";
import type { Plan } from "../plan/types";
import { getBusybox } from "./busybox";
import { getAuthority, serve } from "./caddy";
import { makeVolumes, startDataServices, upArguments } from "./data";
import { localFiles, type Ports, type SiteFolders } from "./differences";
import type { LocalProject } from "./project";
import { compose, docker } from "./docker";
import { lastLine } from "./docker-problem";
import { writeIfChanged } from "./files";
import {
  getAppImages,
  getBoxImages,
  getEdgeImage,
  imageValues,
  removeOldImages,
  type LeftOut,
} from "./images";
import { removeHelpers } from "./helpers";
import { localPlan, memoryOf, withoutRateLimits } from "./local-plan";
import { migrate } from "./migrations";
import { checkPorts, choosePorts } from "./ports";
import { checkMachine } from "./prerequisites";
import { writeSecrets } from "./secrets";
import { appStates, settled, type AppState } from "./states";
import type { Steps } from "./steps";

export interface UpOptions {
  /** Names of the apps to run; all without it. */
  readonly only?: readonly string[];
  /** File with given secrets instead of given.env in the stack's folder. */
  readonly secrets?: string;
  readonly ports: Partial<Ports>;
  readonly projectDir: string;
}

export interface LocalStack {
  readonly project: string;
  readonly folder: string;
  readonly apps: readonly AppState[];
  /** Certificate of the authority that signs the local certificates. */
  readonly authority: string;
  readonly notes: readonly string[];
}

/** Makes this machine run the stack. What is there already stays as it is; running it again changes nothing. */
export async function up(
  stackPlan: Plan,
  project: LocalProject,
  options: UpOptions,
  steps: Steps,
): Promise<LocalStack> {
  const wanted = localPlan(stackPlan, options.only);
  await steps.step("looking at this machine", () => checkMachine(memoryOf(wanted)));
  await removeHelpers(project);
  const ports = choosePorts(project, options.ports);
  await checkPorts(project, ports);
  await getBoxImages(wanted, steps);
  await steps.step("getting busybox", () => getBusybox(project));
  const noEdge = await getEdgeImage(wanted, project, options.projectDir, steps);
  const plan = noEdge === undefined ? wanted : withoutRateLimits(wanted);
  const withoutImage = await getAppImages(plan, project, options.projectDir, steps);
  const madeUp = await writeSecrets(plan, project, options.secrets);
  const caddyfile = writeFiles(plan, project, ports, options.projectDir);
  const failed = await startApps(plan, project, withoutImage, steps);
  await steps.step("starting Caddy", () => serve(plan, project, caddyfile, edgeImageOf(plan, project)));
  await steps.step("waiting until the apps are healthy", () => settled(project));
  await removeOldImages(plan, project);
  await removeOldNetworks(project);
  const leftOut = { ...withoutImage, ...failed };
  return {
    project: project.name,
    folder: project.folder,
    apps: await steps.step("asking every app", () => appStates(plan, project, ports, leftOut)),
    authority: await getAuthority(project),
    notes: notes(madeUp, project, noEdge),
  };
}

/** Databases, then migrations, then apps; returns the apps whose migration failed. */
async function startApps(
  plan: Plan,
  project: LocalProject,
  withoutImage: LeftOut,
  steps: Steps,
): Promise<LeftOut> {
  const containers = plan.apps.filter(({ kind }) => kind !== "static").map(({ name }) => name);
  const names = containers.filter((name) => withoutImage[name] === undefined);
  await steps.step("making volumes", () => makeVolumes(plan, project, names));
  await steps.step("starting PostgreSQL and Redis", () => startDataServices(plan, project));
  const failed = await migrate(plan, project, names, steps);
  const ready = names.filter((name) => failed[name] === undefined);
  // Without names Compose would start everything.
  if (ready.length > 0) {
    await steps.step(`starting ${ready.length} ${ready.length === 1 ? "app" : "apps"}`, () =>
      compose(project, [...upArguments, ...ready]),
    );
  }
  return failed;
}

/** Of apps that went; a network that somebody uses stays. */
async function removeOldNetworks({ name }: LocalProject): Promise<void> {
  await docker(["network", "prune", "--force", "--filter", `label=com.docker.compose.project=${name}`]);
}

function writeFiles(plan: Plan, project: LocalProject, ports: Ports, projectDir: string): string {
  const sites: SiteFolders = Object.fromEntries(
    plan.apps.flatMap(({ name, source }) =>
      source.kind === "static" ? [[name, resolve(projectDir, source.folder)]] : [],
    ),
  );
  const files = localFiles(plan, project, ports, sites);
  const values = { HOST_SUFFIX: "localhost", ...imageValues(plan, project) };
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  writeIfChanged(project.composeFile, files.compose);
  writeIfChanged(project.valuesFile, lines.join(""));
  // What `npm run box -- --local` knows the apps, databases and caches by.
  writeIfChanged(`${project.folder}/box.json`, boxDocument(plan));
  return files.caddyfile;
}

function edgeImageOf(plan: Plan, project: LocalProject): string | undefined {
  return imageValues(plan, project)["EDGE_IMAGE"];
}

function notes(madeUp: readonly string[], { folder }: LocalProject, noEdge?: string): readonly string[] {
  return [
    ...(madeUp.length > 0
      ? [
          `Secrets with a made-up value: ${madeUp.join(", ")}. Give yours as <app>.<NAME>=value in ${folder}/given.env.`,
        ]
      : []),
    ...(noEdge === undefined
      ? []
      : [`Rate limits are off, because Caddy with its rate limiter cannot be had: ${lastLine(noEdge)}`]),
  ];
}
