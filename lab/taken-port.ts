import { existsSync, readFileSync } from "node:fs";

/** Of the server that stands for S3 and the Parameter Store, on the lab's own address. */
const port = 5000;
const listening = "0A";

/** The lab's port when another program has it on every address of this machine, so that nobody else can have it on one. */
export function takenPort(tables: readonly string[] = kernelTables()): number | undefined {
  const everywhere = new RegExp(
    `^ *\\d+: (0{8}|0{32}):${port.toString(16).toUpperCase().padStart(4, "0")} \\S+ ${listening} `,
    "m",
  );
  return tables.some((table) => everywhere.test(table)) ? port : undefined;
}

function kernelTables(): readonly string[] {
  return ["/proc/net/tcp", "/proc/net/tcp6"].filter(existsSync).map((file) => readFileSync(file, "utf8"));
}
