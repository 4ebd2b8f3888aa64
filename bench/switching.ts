import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { SwitchStack } from "../test/engine/switch-stack";
import { paired, runNode } from "./child";
import { middle } from "./middle";
import { print } from "./print";

const project = resolve(__dirname, "..");
const report = "docs/proof/switch-preview.md";
const runs = 5;

/** Previews of a switch and of the stack as it is, in seconds. */
interface Pair {
  readonly what: string;
  readonly switching: number;
  readonly staying: number;
}

/** What it takes longer to show a switch, which has two tiers and prices both: offline, and on the real engine. */
async function benchSwitching(): Promise<readonly Pair[]> {
  const pairs = [offline(), await onEngine()];
  for (const { what, switching, staying } of pairs) {
    print(`${what}: preview of a switch`, switching, "s");
    print(`${what}: preview of the stack as it is`, staying, "s");
    print(`${what}: ratio`, switching / staying, "x");
  }
  return pairs;
}

/** Whole processes of `npm run preview`, in turn. */
function offline(): Pair {
  const preview = ["--require", join(project, "scripts/loader.cjs"), join(project, "cli/preview.ts")];
  // A stack over its budget is evaluated again for each cheaper change.
  const stack = ["--stack", "prod", "--set", "domain=example.com", "--set", "budget=null"];
  const [switching, staying] = paired(
    runs,
    () => runNode([...preview, ...stack, "--from", "compose", "--tier", "beanstalk"], project),
    () => runNode([...preview, ...stack], project),
  );
  return { what: "offline, stack prod", switching: switching.seconds, staying: staying.seconds };
}

/** `pulumi preview` of a deployed stack with a web app and a worker, in turn. */
async function onEngine(): Promise<Pair> {
  const stack = await SwitchStack.on("compose");
  const times: { readonly switching: number; readonly staying: number }[] = [];
  for (let run = 0; run < runs; run += 1) {
    const switching = await stack.set({ tier: "beanstalk" }).previewText();
    const staying = await stack.set({ tier: "compose" }).previewText();
    if (switching.exitCode + staying.exitCode !== 0) throw new Error(switching.stdout + staying.stdout);
    times.push({ switching: switching.seconds, staying: staying.seconds });
  }
  return {
    what: "real engine, two apps",
    switching: middle(times.map((one) => one.switching)),
    staying: middle(times.map((one) => one.staying)),
  };
}

function page(pairs: readonly Pair[], day: string): string {
  return [
    "# How long the preview of a switch takes",
    "",
    `Made by \`npm run bench:switch -- --write\` on ${day}, ${cpus().length} processors, Node ${process.versions.node}: the middle of ${runs} runs in turn. A switch declares two tiers and is priced with and without what stands by, so its preview takes longer than that of the stack as it is.`,
    "",
    "| | the stack as it is, s | a switch from compose to beanstalk, s | ratio |",
    "| --- | ---: | ---: | ---: |",
    ...pairs.map(
      ({ what, staying, switching }) =>
        `| ${what} | ${staying.toFixed(2)} | ${switching.toFixed(2)} | ${(switching / staying).toFixed(2)} |`,
    ),
    "",
  ].join("\n");
}

const command = new Command("switching")
  .description("Measures the preview of a switch against that of the stack as it is.")
  .option("--write", `write ${report} as well`)
  .action(async ({ write }: { readonly write?: true }) => {
    const pairs = await benchSwitching();
    if (write) writeFileSync(join(project, report), page(pairs, new Date().toISOString().slice(0, 10)));
  });

void command.parseAsync();
