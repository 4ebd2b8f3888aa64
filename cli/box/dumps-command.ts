import type { Request } from "./message";

/** What the task that backs databases up is started with; undefined for what only a box can do. */
export function dumpsCommand(request: Request): readonly string[] | undefined {
  if (request.command === "backup") return ["nightly"];
  if (request.command !== "restore") return undefined;
  return ["restore", ...request.args];
}
