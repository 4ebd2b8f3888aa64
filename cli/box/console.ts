import type { Readable, Writable } from "node:stream";

export type Signal = "INT" | "TERM" | "KILL";

/** Where a command's input comes from and its output goes to. */
export interface Console {
  /** Absent: the command reads nothing. */
  readonly input?: Readable;
  show(stream: "out" | "err", data: Buffer): Promise<void>;
  /** Calls back at every wish to end the command; returns how to stop that. */
  onInterrupt(act: (signal: Signal) => void): () => void;
}

/** This process's own. A terminal's input is not taken: whoever types would wait for an answer at every line. */
export function ownConsole(): Console {
  return {
    ...(!process.stdin.isTTY && { input: process.stdin }),
    show: (stream, data) => write(stream === "out" ? process.stdout : process.stderr, data),
    onInterrupt: watchSignals,
  };
}

/** Keeps what is shown instead. */
export function keepingConsole(console: Console) {
  const kept: Record<"out" | "err", Buffer[]> = { out: [], err: [] };
  return {
    console: {
      ...console,
      show: async (stream: "out" | "err", data: Buffer) => void kept[stream].push(data),
    },
    text: (stream: "out" | "err") => Buffer.concat(kept[stream]).toString(),
  };
}

async function write(stream: Writable, data: Buffer): Promise<void> {
  if (!stream.write(data)) await new Promise<void>((done) => stream.once("drain", done));
}

/** ^C asks the command to end, a second one ends it. */
function watchSignals(act: (signal: Signal) => void): () => void {
  let interrupts = 0;
  const interrupt = () => act((interrupts += 1) === 1 ? "INT" : "KILL");
  const terminate = () => act("TERM");
  process.on("SIGINT", interrupt).on("SIGTERM", terminate);
  return () => void process.off("SIGINT", interrupt).off("SIGTERM", terminate);
}
