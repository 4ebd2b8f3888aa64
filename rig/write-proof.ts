import { writeFileSync } from "node:fs";

/** What a long run showed, in numbers. */
export interface Proof {
  readonly title: string;
  /** That made it. */
  readonly command: string;
  /** Setting that makes the same run again, `LADDER_SEED=7`. */
  readonly again: string;
  readonly remark?: string;
  readonly points: readonly string[];
  /** What is counted -> its value each time. */
  readonly counted: Readonly<Record<string, readonly string[]>>;
}

/** Keeps it as a page of docs/proof, with today's date. */
export function writeProof(page: string, proof: Proof): void {
  writeFileSync(`docs/proof/${page}.md`, proofText(proof, new Date().toISOString().slice(0, 10)));
}

export function proofText({ title, command, again, remark, points, counted }: Proof, day: string): string {
  const made = `Made by \`${command}\` on ${day}; \`${again}\` chooses the same moments again.`;
  return [
    `# ${title}`,
    [made, ...(remark === undefined ? [] : [remark])].join(" "),
    points.map((point) => `- ${point}`).join("\n"),
    ...Object.entries(counted).map(([what, values]) => table(what, values)),
  ]
    .map((part) => `${part}\n`)
    .join("\n");
}

function table(what: string, values: readonly string[]): string {
  const rows = [...new Set(values)]
    .toSorted()
    .map((value) => `| ${value} | ${values.filter((one) => one === value).length} |`);
  return [`| ${what} | times |`, "| --- | --- |", ...rows].join("\n");
}
