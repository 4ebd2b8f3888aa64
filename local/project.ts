import { resolve } from "node:path";
import { slug } from "../plan/names";
import { LocalProblem } from "./problem";

/** Where a stack lives on the user's own machine, and how its parts are named there. */
export interface LocalProject {
  /** Name of the Compose project; begins the names of its containers, networks and volumes, and of built images. */
  readonly name: string;
  /** Absolute path of `.ladder/local/<stack>`; only its owner may look into it, because it holds secrets. */
  readonly folder: string;
  readonly composeFile: string;
  /** Variables of the Compose file: images and the host names' suffix. */
  readonly valuesFile: string;
}

/** The local project of a stack; the same whether or not it is running. */
export function localProject(stack: string, projectDir = "."): LocalProject {
  if (!/^\w[\w.-]{0,99}$/.test(stack))
    throw new LocalProblem(`${JSON.stringify(stack)} is no name of a stack.`);
  const folder = resolve(projectDir, ".ladder/local", stack);
  return {
    name: `ladder-${slug(stack)}-local`,
    folder,
    composeFile: `${folder}/compose.yaml`,
    valuesFile: `${folder}/values.env`,
  };
}

/** Arguments of `docker` before a Compose command: `docker ...composeArguments(project) ps`. */
export function composeArguments({ name, folder, composeFile, valuesFile }: LocalProject): readonly string[] {
  return [
    "compose",
    ...["--project-name", name, "--project-directory", folder],
    ...["--env-file", valuesFile, "--file", composeFile],
  ];
}

/** Label of everything of a project that Compose does not make itself: its volumes. */
export function projectLabel({ name }: LocalProject): string {
  return `ladder.project=${name}`;
}
