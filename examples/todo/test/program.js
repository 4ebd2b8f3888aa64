"use strict";

const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { join } = require("node:path");

const folder = join(__dirname, "..");

/** Starts one of the app's programs and collects what it prints. */
function start(program, env = {}) {
  const child = spawn(process.execPath, [join(folder, program)], { env: { ...process.env, ...env } });
  const run = { child, output: "" };
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (run.output += text));
  run.ended = once(child, "exit").then(([code]) => code);
  return run;
}

/** Waits until the program printed the pattern and returns its first group. */
async function printed(run, pattern) {
  for (let tries = 0; tries < 200; tries++) {
    const match = pattern.exec(run.output);
    if (match) return match[1];
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${pattern} was not printed; got ${run.output}`);
}

module.exports = { printed, start };
