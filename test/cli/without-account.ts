import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** A command in a folder of settings files, on a machine that knows no AWS account: its exit code and what it says of it. */
export function withoutAccount(command: string, folder: string, words: readonly string[]) {
  const program = ["--require", join(root, "scripts/loader.cjs"), join(root, `cli/${command}.ts`)];
  const { status, stderr } = spawnSync(process.execPath, [...program, ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], AWS_EC2_METADATA_DISABLED: "true", HOME: folder },
  });
  const lines = stderr.split("\n");
  return { status, sentence: lines[0] ?? "", lines };
}
