import { expect } from "chai";
import fc from "fast-check";
import { ProgramsHere } from "./programs-here";

const segment = 16 * 1024 * 1024;

/** After each step: the last moment of which everything is in the bucket, and the last segment there. */
const takeSteps = `import wal_record

def known(steps):
    record, found = {"moments": []}, []
    for step in steps:
        if "moment" in step:
            wal_record.add_moment(record, step["moment"])
        else:
            record["last"] = step["last"]
        wal_record.settle(record)
        found.append((record.get("proven", {}).get("time"), record.get("last")))
    return found
`;

/** What happens on a server: a transaction begins, the oldest one is committed, a minute passes, a segment is uploaded. */
type Event = "begin" | "commit" | "moment" | "upload";

interface Moment {
  readonly time: string;
  readonly position: number;
  readonly xmin: number;
  readonly xmax: number;
}

/** The log of a server, and what is known of it: each event is one byte of log and one step of time. */
function history(events: readonly Event[]) {
  const open: number[] = [];
  const commits: { readonly at: number; readonly position: number }[] = [];
  const steps: ({ readonly moment: Moment } | { readonly last: string })[] = [];
  let [next, position] = [1, 0];
  events.forEach((event, at) => {
    if (event === "begin") open.push(next++);
    if (event === "commit" && open.shift() !== undefined) commits.push({ at, position: position++ });
    if (event === "moment")
      steps.push({
        moment: { time: String(at).padStart(4, "0"), position, xmin: open[0] ?? next, xmax: next },
      });
    if (event === "upload") {
      position = Math.ceil((position + 1) / segment) * segment;
      steps.push({
        last: `00000001${"0".repeat(8)}${(position / segment - 1).toString(16).toUpperCase().padStart(8, "0")}`,
      });
    }
  });
  return { commits, steps };
}

describe("What the box knows of its log", () => {
  const here = new ProgramsHere({
    "backup_store.py": "class Store: pass\nclass StoreFailed(Exception): pass\n",
    "steps.py": takeSteps,
  });
  after(() => here.remove());
  const events = fc.array(fc.constantFrom<Event>("begin", "commit", "moment", "upload"), {
    minLength: 20,
    maxLength: 40,
  });

  it("never says of a moment that all of it is in the bucket when a commit before it is not", () => {
    const histories = fc.sample(events, 500).map(history);
    const steps = histories.map((one) => one.steps);
    const file = here.write("steps.json", steps);
    const proven = here.python(
      "steps",
      `[steps.known(one) for one in json.load(open("${file}"))]`,
    ) as readonly (readonly (readonly [string | null, string | null])[])[];
    let claims = 0;
    proven.forEach((known, index) => {
      for (const [time, last] of known) {
        if (time === null || last === null) continue;
        claims += 1;
        const end = (parseInt(last.slice(16), 16) + 1) * segment;
        const lost = histories[index]?.commits.filter(
          ({ at, position }) => at < Number(time) && position >= end,
        );
        expect(lost, JSON.stringify(steps[index])).to.deep.equal([]);
      }
    });
    expect(claims).to.be.above(300);
  });

  it("takes a segment for what it is by its first bytes, and for nothing else", () => {
    const found = here.python(
      "wal_names, struct",
      `(lambda head: [
        wal_names.origin_of("0000000100000001000000FF", head.ljust(wal_names.SEGMENT, b"\\0")),
        wal_names.origin_of("000000010000000100000000", head.ljust(wal_names.SEGMENT, b"\\0")),
        wal_names.origin_of("0000000200000001000000FF", head.ljust(wal_names.SEGMENT, b"\\0")),
        wal_names.origin_of("0000000100000001000000FF", head),
        wal_names.follows("000000010000000200000000", "0000000100000001000000FF"),
        wal_names.follows("000000020000000200000000", "0000000100000001000000FF"),
        [wal_names.written_until(position) - wal_names.SEGMENT for position in (16777216, 16777256, 16777257)],
      ])(struct.pack("<HHIQI4xQII", 0xD116, 2, 1, 0x1FF000000, 0, 7432112345678901234, 16 << 20, 8192))`,
    );
    expect(found).to.deep.equal([...["7432112345678901234", null, null, null, true, false], [0, 0, 41]]);
  });

  it("keeps what brings back every second of the last days, and nothing older than that needs", () => {
    const hour = 3_600_000;
    const now = Date.UTC(2026, 10, 22);
    const iso = (hoursAgo: number) => `${new Date(now - hoursAgo * hour).toISOString().slice(0, 19)}Z`;
    const cases = fc.sample(
      fc.tuple(
        fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 20 }),
      ),
      300,
    );
    const asked = cases.map(([ages, days]) => [
      ages.map((age) => ({ id: String(age), time: iso(age) })),
      days,
    ]);
    const gone = here.python(
      "point_prune, datetime",
      `[point_prune.needless(bases, datetime.datetime(2026, 11, 22, tzinfo=datetime.timezone.utc), days) for bases, days in json.loads(${JSON.stringify(JSON.stringify(asked))})]`,
    ) as readonly (readonly string[])[];
    cases.forEach(([ages, days], index) => {
      const newest = Math.min(...ages.filter((age) => age >= days * 24));
      const expected = ages.filter((age) => age > newest).map(String);
      expect(gone[index], JSON.stringify(asked[index])).to.have.members(expected);
    });
  });
});
