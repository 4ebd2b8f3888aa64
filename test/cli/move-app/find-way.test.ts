import { expect } from "chai";
import { findWay } from "../../../cli/move-app/find-way";
import { keptBecause } from "../../../cli/move-app/retirement";
import type { MoveRecord, Shown } from "../../../cli/move-app/shown";

const fresh = { run: "20261121_aaaaaa", replace: true };

function shown(stack: string, record: MoveRecord | null = null, changes: Partial<Shown> = {}): Shown {
  return {
    ...{ stack, host: `wiki.${stack}.example.com`, described: true, bucket: `ladder-${stack}`, cache: false },
    ...{ running: true, record, standing: record, lastVerified: null, ...changes },
  };
}

function record(direction: "out" | "in", phase: string, changes: Partial<MoveRecord> = {}): MoveRecord {
  const other = direction === "out" ? "prod" : "dev";
  return { run: "20261120_bbbbbb", direction, other, phase, times: {}, keep: false, ...changes };
}

const way = (from: Shown, to: Shown) => findWay("wiki", from, to, fresh);
const sentence = (from: Shown, to: Shown) => {
  const found = way(from, to);
  return found.kind === "refused" ? found.sentence : found.kind;
};

describe("What a call of move-app begins with", () => {
  it("is a new run with its checks where nothing is under way", () => {
    expect(way(shown("dev"), shown("prod"))).to.deep.equal({ kind: "move", fenced: false, ...fresh });
  });

  it("is the run that was interrupted, as it was begun, without the checks", () => {
    for (const [here, there] of [
      ["fencing", null],
      ["fenced", null],
      ["sent", "preparing"],
      ["sent", "published"],
      ["sent", "done"],
    ] as const)
      expect(
        way(shown("dev", record("out", here)), shown("prod", there && record("in", there))),
      ).to.deep.equal({
        ...{ kind: "move", fenced: true, run: "20261120_bbbbbb", replace: false },
      });
  });

  it("is the way back when the target has forgotten the run", () => {
    for (const phase of ["undoing", "undone"])
      expect(way(shown("dev", record("out", "sent")), shown("prod", record("in", phase)))).to.deep.equal({
        ...{ kind: "back", run: "20261120_bbbbbb" },
      });
  });

  it("is nothing when the app is there already", () => {
    expect(way(shown("dev", record("out", "left")), shown("prod", record("in", "done")))).to.deep.equal({
      kind: "done",
      run: "20261120_bbbbbb",
    });
  });

  it("is a new run for the way back, over what the app had left", () => {
    const there = shown("dev", record("out", "left"));
    expect(way(shown("prod", record("in", "done")), there).kind).to.equal("move");
  });

  it("is a refusal beside another move, which it names", () => {
    expect(sentence(shown("dev", record("out", "sent", { other: "test" })), shown("prod"))).to.equal(
      "another move of wiki is under way in dev: finish it with --from dev --to test, or take it back with --abort",
    );
    expect(sentence(shown("dev"), shown("prod", record("in", "preparing", { other: "test" })))).to.equal(
      "another move of wiki is under way in prod: finish it with --from test --to prod, or take it back with --abort",
    );
    expect(sentence(shown("dev", record("out", "left", { other: "test" })), shown("prod"))).to.equal(
      "wiki has left dev for test already",
    );
  });

  it("is a refusal while a stack lacks the app or a bucket", () => {
    expect(sentence(shown("dev"), shown("prod", null, { described: false }))).to.equal(
      "stack prod has no app wiki: describe it in Pulumi.prod.yaml, with the same name and database: true, then pulumi up -s prod",
    );
    expect(sentence(shown("dev", null, { bucket: null }), shown("prod"))).to.equal(
      "stack dev has no bucket of backups: pulumi up -s dev",
    );
  });
});

describe("What an app left behind", () => {
  const gone = shown("dev", record("out", "left"), { described: false });
  const done = record("in", "done", { times: { done: "2026-11-21T10:00:00Z" } });
  const backup = (time: string, databases = 1) => ({ lastVerified: { time, databases } });
  const kept = (from: Shown, to: Shown) => keptBecause("wiki", from, to);

  it("may go when the other stack runs the app and has a verified backup since", () => {
    expect(kept(gone, shown("prod", done, backup("2026-11-21T10:00:01Z")))).to.equal(undefined);
  });

  it("stays without such a backup", () => {
    const why =
      "prod has no verified backup since wiki came there at 2026-11-21T10:00:00Z: npm run box -- backup -s prod";
    for (const changes of [{}, backup("2026-11-21T10:00:00Z"), backup("2026-11-21T11:00:00Z", 0)])
      expect(kept(gone, shown("prod", done, changes))).to.equal(why);
  });

  it("stays while the app does not run there, is in both files, or the other stack knows nothing of the move", () => {
    const fine = { running: true, ...backup("2026-11-21T11:00:00Z") };
    expect(kept(gone, shown("prod", done, { ...fine, running: false }))).to.equal(
      "wiki does not run in prod: npm run box -- status -s prod",
    );
    expect(kept({ ...gone, described: true }, shown("prod", done, fine))).to.equal(
      "wiki is still in Pulumi.dev.yaml: take it out, pulumi up -s dev, then retire",
    );
    const unknown = "prod does not know this move of wiki any more: what dev keeps is not deleted";
    for (const other of [null, { ...done, run: "20261121_cccccc" }, { ...done, phase: "published" }])
      expect(kept(gone, shown("prod", other, fine))).to.equal(unknown);
    expect(kept(shown("dev", record("out", "sent")), shown("prod", done, fine))).to.equal(
      "wiki has left nothing in dev on a move to prod",
    );
  });

  it("is still known when a move back was taken back", () => {
    const undone = { ...gone, record: record("in", "undone", { run: "20261121_dddddd", other: "prod" }) };
    expect(kept(undone, shown("prod", done, backup("2026-11-21T11:00:00Z")))).to.equal(undefined);
  });
});
