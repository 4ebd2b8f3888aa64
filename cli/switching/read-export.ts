import { readFileSync } from "node:fs";
import { recordOf } from "../../cost/readers/state";
import type { DeployedStack } from "../../plan/deployed";
import { UserMistake } from "../run-command";

const wanted = "is not the output of `pulumi stack export`";

/** A stack as `pulumi stack export` wrote it, in a file. */
export function readExport(file: string): DeployedStack {
  return deployedFromExport(file, exportText(file));
}

/** The same from its text; `name` is how the user knows it. */
export function deployedFromExport(name: string, content: string): DeployedStack {
  const { deployment } = recordOf(parsed(name, content));
  if (deployment === undefined) throw new UserMistake(`${name} ${wanted}`);
  const { resources = [] } = recordOf(deployment);
  if (!Array.isArray(resources)) throw new UserMistake(`${name} ${wanted}`);
  const found = (resources as readonly unknown[]).map(resourceOf);
  const stack = found.find(({ type }) => type === "pulumi:pulumi:Stack");
  return { outputs: stack?.outputs ?? {}, resources: found };
}

function resourceOf(item: unknown) {
  const { urn, type, outputs, created, delete: leaving } = recordOf(item);
  const name = String(urn).split("::").slice(3).join("::");
  // An old copy that waits for its deletion says nothing about the stack.
  return {
    ...{ type: leaving === true ? "" : String(type), name, outputs: recordOf(outputs) },
    ...(typeof created === "string" && { created }),
  };
}

function parsed(name: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new UserMistake(`${name} is not JSON: make it with pulumi stack export --file ${name}`);
  }
}

/** The file as it is. Throws UserMistake when it cannot be read. */
export function exportText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UserMistake(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? "no reason"})`);
  }
}
