import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { auditProblems } from "./dependencies/audit-problems";
import { licenceProblems, type Lockfile } from "./dependencies/licence-problems";
import { licences } from "./dependencies/licences";
import { advisoryWaivers, licenceWaivers } from "./dependencies/waivers";
import { exitCodes, runCommand } from "./run-command";

/** Of the program, and of the example app, whose packages are in its image. */
const lockfiles = ["package-lock.json", "examples/todo/package-lock.json"];

const command = new Command("dependencies").description(
  `Judges what package-lock.json installs: exit code ${exitCodes.refused} for a problem.`,
);

command
  .command("licences")
  .description("Whether every package has a licence that is allowed; asks nobody.")
  .action(() => {
    const read = lockfiles.map((file) => JSON.parse(readFileSync(file, "utf8")) as Lockfile);
    const { packages, problems } = licenceProblems(read, Object.keys(licences), licenceWaivers);
    tell(problems, `licences of ${packages} packages are allowed`);
  });

command
  .command("vulnerabilities")
  .description("Which known vulnerabilities the packages have, as the registry's `npm audit` says.")
  .option("--must-answer", "a registry that does not say is a problem, too: for CI")
  .action(({ mustAnswer = false }: { readonly mustAnswer?: boolean }) => {
    const { stdout } = spawnSync("npm", ["audit", "--json", "--fetch-retries=0"], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    const audit = auditProblems(stdout, advisoryWaivers);
    if (audit.kind === "answered") return tell(audit.problems, "no known vulnerabilities");
    const note = `vulnerabilities not checked: the registry does not answer npm audit (${audit.reason})`;
    return mustAnswer ? tell([note], "") : tell([], note);
  });

function tell(problems: readonly string[], fine: string): void {
  process.stdout.write(`${problems.length > 0 ? problems.join("\n") : fine}\n`);
  if (problems.length > 0) process.exitCode = exitCodes.refused;
}

void runCommand(command);
