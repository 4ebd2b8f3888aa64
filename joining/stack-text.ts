import { Document, isMap, isSeq, type Node, type YAMLMap } from "yaml";
import { escaped } from "../settings/quoted";
import { instanceFor } from "./instance";
import type { Joined, JoinedApp } from "./joined";
import { JoiningProblem } from "./problem";

const longestLine = 118;

/** A stack file with the apps, and a comment for everything that did not map. */
export function stackText(joined: Joined, { file, region }: { file: string; region: string }): string {
  const apps = joined.apps.map(({ settings }) => settings);
  const config = {
    "aws:region": region,
    "ladder:tier": "compose",
    "ladder:box": { instance: instanceFor(apps) },
    "ladder:apps": apps,
  };
  const document = new Document({ config });
  document.commentBefore = comment(head(joined, file), joined.secretTexts);
  const root = document.get("config");
  if (isMap(root)) commentApps(root, joined);
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: true });
  if (joined.secretTexts.some((secret) => text.includes(secret)))
    throw new JoiningProblem(
      `${file}: the value of a secret stands in a name, an image or a path, too, where it cannot be left out; change it there and import again`,
    );
  return text;
}

function head({ notes, leftOut }: Joined, file: string): readonly string[] {
  const [replaced, missing] = [
    leftOut.filter((left) => left.replaced),
    leftOut.filter((left) => !left.replaced),
  ];
  const lines = (group: typeof leftOut) =>
    group.flatMap(({ origin, reasons }) => reasons.map((reason) => `- ${origin}: ${reason}`));
  return [
    `Made from ${file} by npm run import. A line that begins with "-" is something that did not map: read it, then take it out.`,
    ...(notes.length > 0 ? ["", ...notes.map((note) => `- ${note}`)] : []),
    ...(missing.length > 0 ? ["", "Left out:", ...lines(missing)] : []),
    ...(replaced.length > 0 ? ["", "Not needed any more:", ...lines(replaced)] : []),
  ];
}

function commentApps(config: YAMLMap, { apps, secretTexts }: Joined): void {
  const list = config.get("ladder:apps");
  if (!isSeq(list)) return;
  list.items.forEach((item, index) => {
    const app = apps[index];
    if (app === undefined) return;
    const node = item as Node;
    node.commentBefore = comment(aboutApp(app), secretTexts);
    node.spaceBefore = index > 0;
    if (isMap(node)) inFlow(node);
  });
}

function aboutApp({ origin, notes, covered }: JoinedApp): readonly string[] {
  const words = covered.length > 0 ? `. Ladder does by itself: ${covered.join(", ")}` : "";
  return [`${origin[0]?.toUpperCase()}${origin.slice(1)}${words}.`, ...notes.map((note) => `- ${note}`)];
}

/** Short lists stand on one line, as in the example stacks. */
function inFlow(app: YAMLMap): void {
  for (const key of ["command", "secrets", "scale"]) {
    const node = app.get(key);
    if (isMap(node) || isSeq(node)) node.flow = JSON.stringify(node.toJSON()).length < 90;
  }
  const volumes = app.get("volumes");
  if (isSeq(volumes)) for (const volume of volumes.items) if (isMap(volume)) volume.flow = true;
}

function comment(lines: readonly string[], secretTexts: readonly string[]): string {
  return lines
    .map((line) => secretTexts.reduce((text, secret) => text.replaceAll(secret, "…"), line))
    .flatMap((line) => wrapped(printable(line)))
    .map((line) => (line === "" ? "" : ` ${line}`))
    .join("\n");
}

/** A comment is one line, whatever the file's names hold. */
function printable(text: string): string {
  return escaped(text).replace(/[\u0000-\u001f\ufeff\ufffe\uffff]|\p{Surrogate}/gu, "?");
}

function wrapped(line: string): readonly string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (longer.length <= longestLine || current === "") current = longer;
    else {
      lines.push(current);
      current = `  ${word}`;
    }
  }
  return [...lines, current];
}
