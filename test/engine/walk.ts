import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Deployment } from "./deployment";
import { project } from "../../rig/pulumi-cli";

/** What a user types and reads on the way through a switch; docs/moving.md shows it. */
export class Walk {
  private readonly parts: string[] = [];
  private words: readonly string[] = [];

  /** `printed`: by a preview or an update; words that the one before had are not repeated. */
  pulumi(command: string, printed: string): this {
    const words = wordsOf(printed);
    const again = words.join() === this.words.join();
    this.words = words;
    return this.add(command, [...told(printed), ...(again ? [] : words), ...endOf(printed)].join("\n"));
  }

  async status(deployment: Deployment): Promise<this> {
    const { stdout } = await deployment.stateCommand("stack", "export");
    writeFileSync(join(deployment.folder, "stack.json"), stdout);
    const typed = ["status", "-s", deployment.stack, "--deployed", "stack.json"];
    const program = ["--require", join(project, "scripts/loader.cjs"), join(project, "cli/switch.ts")];
    const shown = spawnSync(process.execPath, [...program, ...typed], {
      cwd: deployment.folder,
      encoding: "utf8",
    });
    expect([shown.status, shown.stderr]).to.deep.equal([0, ""]);
    return this.add(`npm run switch -- ${typed.join(" ")}`, shown.stdout.trimEnd());
  }

  text(): string {
    return `${masked(this.parts.join("\n\n"))}\n`;
  }

  private add(command: string, printed: string): this {
    this.parts.push(`$ ${command}\n${printed}`);
    return this;
  }
}

/** How far it is, while it runs. */
function told(printed: string): readonly string[] {
  const lines = printed.match(/(?<=pulumi:pulumi:Stack \S+ running )(?:Moving|The box) .+$/gm) ?? [];
  return [...new Set(lines)];
}

/** What changes, and what stands by costs; without the cost review's table. */
function wordsOf(printed: string): readonly string[] {
  const text = diagnosticsOf(printed);
  const words =
    /^(?:Switch from|No switch|\S+ serves on).*?(?=^(?:Cost review|The registrar))/ms.exec(text)?.[0] ?? "";
  const cost = text.match(/^(?:Kept as standby|Left over): .* a day.*$/gm) ?? [];
  return [...words.trimEnd().split("\n"), ...cost];
}

/** Why it failed, or what is other than before. */
function endOf(printed: string): readonly string[] {
  const errors = diagnosticsOf(printed).match(/^error: (?!update failed$).+$/gm) ?? [];
  const outputs = printed.match(/^ {2}[~+-] (?:tier|dataHome|monthlyCost) .*$/gm) ?? [];
  return [...errors, ...(outputs.length > 0 ? ["Outputs:", ...outputs] : [])];
}

function diagnosticsOf(printed: string): string {
  const text = /^Diagnostics:\n(?<text>.*)/ms.exec(printed)?.groups?.["text"] ?? "";
  return text.replace(/^ {4}/gm, "");
}

/** Times and the ids that engines and clouds make up. */
function masked(text: string): string {
  return text
    .replace(/since \d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "since <time>")
    .replace(/(\d+ MB on) \d{4}-\d\d-\d\d/g, "$1 <day>")
    .replace(/The box applies [0-9a-f]+/g, "The box applies <version>");
}
