import { readFileSync } from "node:fs";
import { z } from "zod";
import type { DeployedResource, DeployedStack } from "../../plan/deployed";
import { refuseDamagedMemory } from "../../plan/switching/damaged-memory";
import { UserMistake } from "../run-command";

const wanted = "is not the output of `pulumi stack export`";

/** Of an exported resource, what is looked at; Go leaves out what is empty. */
const resourceShape = z.object({
  urn: z.string().regex(/^urn:pulumi:[^:]+::[^:]+::[^:].*::./s),
  type: z.string().min(1),
  outputs: z.record(z.string(), z.unknown()).optional(),
  created: z.iso.datetime({ offset: true }).optional(),
  delete: z.boolean().optional(),
});
type Exported = z.infer<typeof resourceShape>;

const exportShape = z.object({
  deployment: z.object({ resources: z.array(resourceShape).nullish() }),
});

/** Whose an export is to be. */
interface Owner {
  readonly project: string;
  /** As `pulumi --stack` takes it. */
  readonly stack: string;
}

/** A stack as `pulumi stack export` wrote it, in a file. */
export function readExport(file: string, owner: Owner): DeployedStack {
  return deployedFromExport(file, exportText(file), owner);
}

/**
 * The same from its text; `name` is how the user knows it. Throws UserMistake for what is no
 * export, or another stack's; StateError for a damaged one.
 */
export function deployedFromExport(name: string, content: string, owner: Owner): DeployedStack {
  const { success, data, error } = exportShape.safeParse(parsed(name, content));
  if (!success) throw new UserMistake(`${name} ${wanted}${firstProblem(error)}`);
  const found = data.deployment.resources ?? [];
  refuseOther(name, found, owner);
  const resources = found.map(resourceOf);
  const root = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  const deployed = { outputs: root?.outputs ?? {}, resources };
  refuseDamagedMemory(deployed);
  return deployed;
}

function firstProblem({ issues }: z.ZodError): string {
  const [issue] = issues;
  return issue && issue.path.length > 0 ? ` (${issue.path.join(".")}: ${issue.message})` : "";
}

/** What is deployed elsewhere says nothing about this stack. */
function refuseOther(name: string, resources: readonly Exported[], { project, stack }: Owner): void {
  // The service's names have an organization and a project before them.
  const own = stack.slice(stack.lastIndexOf("/") + 1);
  for (const { urn } of resources) {
    const [where = "", itsProject] = urn.split("::");
    const itsStack = where.slice("urn:pulumi:".length);
    if (itsProject !== project)
      throw new UserMistake(`${name} has a stack of the project ${itsProject}, not of ${project}`);
    if (itsStack !== own)
      throw new UserMistake(`${name} has the stack ${itsStack}, not ${own}: add --stack ${itsStack}`);
  }
}

function resourceOf({ urn, type, outputs = {}, created, delete: leaving }: Exported): DeployedResource {
  const name = urn.split("::").slice(3).join("::");
  // An old copy that waits for its deletion says nothing about the stack.
  return { type: leaving === true ? "" : type, name, outputs, ...(created !== undefined && { created }) };
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
