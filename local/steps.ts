/** Tells what is going on; nothing about steps that are over at once. */
export interface Steps {
  step<Result>(what: string, work: () => Promise<Result>): Promise<Result>;
  note(text: string): void;
}

const patienceMs = 2000;

/** Progress on a stream: a line when a step takes longer than two seconds, and how long it took. */
export function stepsOn(stream: { write(text: string): unknown }): Steps {
  return {
    async step(what, work) {
      const start = Date.now();
      let told = false;
      const timer = setTimeout(() => {
        told = true;
        stream.write(`${what} ...\n`);
      }, patienceMs);
      try {
        return await work();
      } finally {
        clearTimeout(timer);
        if (told) stream.write(`${what}: ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
      }
    },
    note: (text) => void stream.write(`${text}\n`),
  };
}
