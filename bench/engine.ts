import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Deployment } from "../test/engine/deployment";
import { runNode } from "./child";
import { print } from "./print";
import { sdkModules } from "./sdk-modules";

const project = resolve(__dirname, "..");
const runs = 5;

/** A real `pulumi preview`: the whole, and the part that loading and running the program takes, against the floor. */
export async function benchEngine(): Promise<void> {
  const stack = await Deployment.init("dev");
  await stack.preview();
  const load = sdkModules(project).map((name) => `require(${JSON.stringify(name)})`);
  const times: { whole: number; program: number; floor: number }[] = [];
  for (let index = 0; index < runs; index += 1) {
    const { whole, program } = await previewOnce(stack);
    times.push({ whole, program, floor: runNode(["-e", load.join(";")], project).seconds });
  }
  const middle = (key: "whole" | "program" | "floor") =>
    times.map((one) => one[key]).toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN;
  print("real pulumi preview of dev", middle("whole"), "s");
  print("of which the program's process", middle("program"), "s");
  print("program's process against the floor", middle("program") / middle("floor"), "x");
}

/** The reporter, loaded into every node process of the run, writes how long each lived; the longest is the program. */
async function previewOnce(stack: Deployment): Promise<{ whole: number; program: number }> {
  const folder = mkdtempSync(join(tmpdir(), "ladder-bench-"));
  const report = join(folder, "lifetimes");
  process.env["NODE_OPTIONS"] = `--require ${join(__dirname, "report-lifetime.cjs")}`;
  process.env["LADDER_LIFETIME_FILE"] = report;
  const { seconds } = await stack.preview();
  delete process.env["NODE_OPTIONS"];
  const program = lifetimes(readFileSync(report, "utf8"));
  rmSync(folder, { recursive: true });
  return { whole: seconds, program };
}

function lifetimes(text: string): number {
  const programs = text
    .trim()
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([, main = ""]) => main.includes("@pulumi/pulumi/cmd/run"));
  return Math.max(...programs.map(([seconds]) => Number(seconds)));
}
