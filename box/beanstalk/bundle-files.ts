import type { Plan } from "../../plan/types";
import { folderFiles } from "../bundle-files";
import { caddyfile } from "../caddy/caddyfile";
import { beanstalkComposeFile } from "./compose-file";
import { beanstalkDocument } from "./document";
import { beanstalkEdge } from "./edge";
import { extensions } from "./extensions";

/** Step of the platform -> the program that takes it; what each does is said in docs/beanstalk-instance.md. */
const hooks = {
  prebuild: "instance-prepare",
  predeploy: "instance-migrate",
  postdeploy: "instance-finish",
} as const;

/** The box's; started where the plan has figures. */
const figuresTimer = Object.fromEntries(
  Object.entries(folderFiles("systemd")).filter(([path]) => path === "systemd/ladder-figures.timer"),
);

/**
 * Every file of the environment's source bundle but `.env`, path -> content; a pure function of the plan. No file holds a
 * secret. The programs are the box's own, and Beanstalk's where they differ.
 */
export function beanstalkFiles(plan: Plan): Readonly<Record<string, string>> {
  return {
    "docker-compose.yml": beanstalkComposeFile(plan),
    "caddy/Caddyfile": caddyfile(plan, beanstalkEdge(plan)),
    "box.json": beanstalkDocument(plan),
    ...folderFiles("programs"),
    ...folderFiles("beanstalk/programs", "programs"),
    ...folderFiles("beanstalk/systemd", "systemd"),
    ...figuresTimer,
    ".ebextensions/ladder.config": extensions(plan),
    ...hookFiles(),
  };
}

/** The same for a new version (`hooks`) and for a change of options that keeps the instances (`confighooks`). */
function hookFiles(): Readonly<Record<string, string>> {
  const files = Object.entries(hooks).flatMap(([step, program]) =>
    ["hooks", "confighooks"].map((kind) => [`.platform/${kind}/${step}/10_ladder`, hook(program)] as const),
  );
  return Object.fromEntries(files);
}

/** Platforms since 2022-04-29 make hooks executable; the other programs may have lost that on the way through the archive. */
function hook(program: string): string {
  return `#!/usr/bin/env bash\n# Run by the platform in the bundle's folder.\nexec bash "$PWD/programs/${program}" "$PWD"\n`;
}
