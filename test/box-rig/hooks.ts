import type { Context } from "mocha";
import { startRig, stopRig } from "../../rig/rig";
import { countTime, fileTimes } from "./file-times";
import { beginTimeline, record } from "./timeline";

/** One rig for all files of a run of scripts/test-box.sh. */
export async function mochaGlobalSetup(): Promise<void> {
  beginTimeline();
  await startRig();
}

/** Every test is in the run's timeline. */
export const mochaHooks = {
  afterEach(this: Context): void {
    const { currentTest: test } = this;
    if (!test) return;
    countTime(test.file ?? "");
    record(`${test.state ?? "?"} after ${test.duration ?? "?"} ms: ${test.fullTitle()}`);
  },
};

export async function mochaGlobalTeardown(): Promise<void> {
  await stopRig();
  console.log(fileTimes());
}
