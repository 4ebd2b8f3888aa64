import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";

/** Exit code of a program that shares this one's terminal; as a shell has it when a signal ended it. */
export function exitOf(child: ChildProcess): Promise<number> {
  // The terminal interrupts both; it is for the other program to end.
  const ignore = () => undefined;
  process.on("SIGINT", ignore);
  return new Promise<number>((done, fail) => {
    child.once("error", fail);
    child.once("close", (code, signal) =>
      done(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  }).finally(() => process.off("SIGINT", ignore));
}
