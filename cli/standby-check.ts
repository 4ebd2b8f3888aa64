import { text } from "node:stream/consumers";
import { withChanges } from "./load-stack";
import type { Question } from "./question";
import { standbyCostText } from "./switching/standby-cost";

/** Prints what stands by in the stack on standard input, and what it costs. */
async function main(): Promise<void> {
  const { stack, region, raw, deployed } = JSON.parse(await text(process.stdin)) as Question;
  process.stdout.write((await standbyCostText(withChanges(stack, { raw, region, deployed }, []))) ?? "");
}

void main();
