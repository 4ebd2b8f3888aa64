import { spawnSync } from "node:child_process";
import { UserMistake } from "../run-command";

/** What Pulumi says of a deployed stack, as `pulumi stack export` writes it. Secrets stay encrypted in it. */
export function exportedStack(stack: string): string {
  const { error, status, stdout, stderr } = spawnSync("pulumi", ["stack", "export", "--stack", stack], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (error) throw new UserMistake("pulumi cannot be started: install it, or give --deployed FILE");
  if (status !== 0) throw new UserMistake(`pulumi stack export: ${stderr.trim().split("\n").at(-1) ?? ""}`);
  return stdout;
}
