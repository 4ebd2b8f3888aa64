// What the box knows of its databases: where they are, what a move does, and whether a bundle may run. Shared by the stand-ins
// of systemd, its journal and the program `move`.
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const { BOX: box } = process.env;
const file = (name) => join(box, name);
const read = (name, otherwise) =>
  existsSync(file(name)) ? JSON.parse(readFileSync(file(name), "utf8")) : otherwise;
const write = (name, content) => writeFileSync(file(name), JSON.stringify(content));

/** The `dataHome` of the bundle that was uploaded last, as the providers' log has it. */
function bundled() {
  const log = join(box, "../calls.jsonl");
  const calls = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
  const uploads = calls
    .map((line) => JSON.parse(line))
    .filter(({ operation, inputs }) => operation !== "delete" && inputs?.key === "bundle/bundle.json");
  const last = uploads.at(-1);
  if (last) write("bundle.json", JSON.parse(JSON.parse(last.inputs.content).files["box.json"].content));
  return read("bundle.json", {}).dataHome;
}

/** As data_home.py: undefined, or the sentence that refuses the bundle. */
exports.refusal = () => {
  const wanted = bundled();
  if (!wanted) return undefined;
  const home = read("data-home.json", wanted.fresh);
  if (!wanted.reachable.includes(home))
    return `the databases of this box are on ${home}, but this version knows only ${wanted.reachable.join(" and ")}`;
  write("data-home.json", home);
  return undefined;
};

/** A run of `move to WANT`: what the test wrote down, or it succeeds at once. */
exports.start = (want) => {
  const [run = {}, ...later] = read("next-moves.json", []);
  write("next-moves.json", later);
  const from = read("data-home.json", null);
  appendFileSync(file("moves.jsonl"), `${JSON.stringify({ from, to: want, ...run })}\n`);
  write("move.json", {
    from,
    to: want,
    phase: "copying",
    ...run,
    endsAt: Date.now() + (run.seconds ?? 0) * 1000,
  });
};

/** The move at work or the last one; one whose time has come has ended. */
function settled() {
  const move = read("move.json", undefined);
  if (!move || move.phase !== "copying" || Date.now() < move.endsAt) return move;
  const failed = move.error !== undefined;
  if (!failed) write("data-home.json", move.to);
  const ended = { ...move, phase: failed ? "undone" : "done", code: failed ? (move.code ?? 1) : 0 };
  write("move.json", ended);
  return ended;
}

exports.unit = () => {
  const move = settled();
  return { running: move?.phase === "copying", code: move?.code ?? 0, said: move?.error ?? "" };
};

exports.status = () => {
  const { phase = null, from = null, to = null, databases = [] } = settled() ?? {};
  return { dataHome: read("data-home.json", null), phase, from, to, databases, remainingSeconds: null };
};
