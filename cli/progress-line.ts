const EVERY_MS = 500;
const MEGABYTE = 1e6;

/** Shows how far a download is. */
export interface ProgressLine {
  show(label: string, bytes: number): void;
  end(): void;
}

/** One line that is rewritten on a terminal; elsewhere one line per file, so that logs stay short. */
export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  let label = "";
  let shown = 0;
  let bytes = 0;
  const line = () => `${label}: ${(bytes / MEGABYTE).toFixed(1)} MB`;
  const finishFile = () => {
    if (label !== "") stream.write(stream.isTTY ? `\r${line()}\n` : `${line()}\n`);
    label = "";
  };
  return {
    show(nextLabel, nextBytes) {
      if (nextLabel !== label) finishFile();
      [label, bytes] = [nextLabel, nextBytes];
      if (!stream.isTTY || Date.now() - shown < EVERY_MS) return;
      shown = Date.now();
      stream.write(`\r${line()}`);
    },
    end: finishFile,
  };
}
