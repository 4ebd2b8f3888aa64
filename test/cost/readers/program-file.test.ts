import { expect } from "chai";
import fc from "fast-check";
import { JsonSplitter } from "../../../cost/readers/json-splitter";
import { readProgramFile, readReviewFile } from "../../../cost/readers/program-file";
import { ReaderError } from "../../../cost/readers/reader-error";
import { chunks, fixture, fixtureText, programOf, reviewOf, step } from "./fixture";

async function messageFor(text: string): Promise<string> {
  return programOf(text).then(
    () => "no error",
    (error: unknown) => String(error),
  );
}

describe("a file to review", () => {
  it("is read alike whatever the size of its chunks", async () => {
    const whole = await fixture("databases.export");
    for (const size of [1, 7, 64, 4096]) {
      expect(await programOf(fixtureText("databases.export"), size)).to.deep.equal(whole);
    }
  });

  it("gives the same values as JSON.parse, item by item", () => {
    const key = fc.constantFrom("steps", "deployment", "resources", 'a"b', "ü");
    const document = fc.dictionary(key, fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.jsonValue())));
    fc.assert(
      fc.property(document, fc.integer({ min: 1, max: 9 }), (value, size) => {
        const bytes = Buffer.from(JSON.stringify(value));
        const items: unknown[] = [];
        const splitter = new JsonSplitter((_, item) => items.push(item));
        for (let start = 0; start < bytes.length; start += size)
          splitter.push(bytes.subarray(start, start + size));
        const rest = splitter.end();
        const expected = itemsOf(JSON.parse(JSON.stringify(value)));
        expect(items).to.deep.equal(expected.items);
        expect(rest).to.deep.equal(expected.rest);
      }),
    );
  });

  it("may be UTF-16 with a byte order mark, as Windows PowerShell writes it", async () => {
    const text = `\uFEFF${fixtureText("mixed.export")}`;
    const file = await readReviewFile(chunks(Buffer.from(text, "utf16le"), 1000));
    expect(file.kind === "program" && file.program).to.deep.equal(await fixture("mixed.export"));
  });

  it("that is cut off anywhere, or damaged, is refused with one sentence", async () => {
    const text = fixtureText("serverless.preview").trimEnd();
    for (let length = 1; length < text.length; length += 997) {
      expect(await messageFor(text.slice(0, length))).to.match(
        /^ReaderError: (is cut off after|is not valid JSON)/,
      );
    }
    expect(await messageFor(text.replace('"op": "create"', '"op": create'))).to.match(
      /^ReaderError: is not valid JSON/,
    );
  });

  it("that is something else is refused with what it is", async () => {
    const cases: readonly (readonly [string, string])[] = [
      ["", "is empty"],
      ["Previewing update (dev):\n", 'is not JSON: at byte 0 stands "Previewing update (dev):"'],
      [
        "[1, 2]",
        "is neither the output of `pulumi preview --json` nor of `pulumi stack export`: it says nothing",
      ],
      [
        '{"format_version": "1.2", "planned_values": {}}',
        "is neither the output of `pulumi preview --json` nor of `pulumi stack export`: it has the keys format_version, planned_values",
      ],
      [
        '{"sequence":0}\n{"sequence":1}\n',
        "holds more than one JSON document (a stream of events is no preview)",
      ],
      ['{"steps": [{"op": "create"}]}', "step 1 has no op and URN"],
      ['{"deployment": {"resources": [{}]}}', "resource 1 has no URN"],
      ['{"deployment": {"resources": 5}}', "is an export whose resources are not a list"],
      [`{"a": ${"[".repeat(600)}${"]".repeat(600)}}`, "is nested deeper than 500 levels"],
      ['{"priceDate": "2026-11-20"}', "is not a whole cost document"],
    ];
    for (const [text, message] of cases) expect(await messageFor(text)).to.equal(`ReaderError: ${message}`);
  });

  it("that is an empty stack costs nothing", async () => {
    expect(reviewOf(await programOf({ version: 3, deployment: {} })).monthly).to.deep.equal({
      fixed: 0,
      usage: 0,
      total: 0,
    });
  });

  it("does not count resources that wait for their deletion", async () => {
    const document = JSON.parse(fixtureText("mixed.export")) as {
      deployment: { resources: Record<string, unknown>[] };
    };
    const { resources } = document.deployment;
    const again = resources.map((resource) => ({ ...resource, delete: true }));
    const doubled = { ...document, deployment: { resources: [...resources, ...again] } };
    expect(await programOf(doubled)).to.deep.equal(await fixture("mixed.export"));
  });

  it("of 100,000 resources is read and priced, without ever being in memory as a whole", async () => {
    const count = 100_000;
    async function* document(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(
        Buffer.from('{"config": {"aws:region": "us-east-1"}, "steps": [{"op": "same", "urn": "urn:s"}'),
      );
      for (let index = 0; index < count; index++) {
        const made = step("create", "aws:ebs/volume:Volume", `v${index}`, {
          inputs: { type: "gp3", size: 10 },
        });
        yield Buffer.from(`,\n${JSON.stringify(made)}`);
      }
      yield Buffer.from("]}");
    }
    const { lines, monthly } = reviewOf(await readProgramFile(document()));
    expect(lines.length).to.equal(count);
    expect(monthly.total).to.equal(0.8 * count);
  });

  it("never ends in anything but a program or a sentence, whatever its values are", async () => {
    const documents = ["autoscaling.update-whole", "beanstalk.export"].map(fixtureText);
    const junk = fc.constantFrom("null", "-1", "1e300", '""', "[]", "{}", "true", '"__proto__"', "[[{}]]");
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...documents), fc.nat(), junk, async (text, at, value) => {
        const values = [...text.matchAll(/: ("[^"]*"|\d+|true|false)(?=[,\n])/g)];
        const match = values[at % values.length];
        if (match === undefined) return;
        const changed = `${text.slice(0, match.index)}: ${value}${text.slice(match.index + match[0].length)}`;
        try {
          expect(Number.isFinite(reviewOf(await programOf(changed)).monthly.total)).to.equal(true);
        } catch (error) {
          if (!(error instanceof ReaderError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** What a splitter should hand on, and what should be left, by a plain walk. */
function itemsOf(document: unknown): { items: unknown[]; rest: unknown } {
  const items: unknown[] = [];
  const split = (value: unknown, depth: number): unknown => {
    if (Array.isArray(value)) {
      return value.map((item: unknown) => {
        if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
        items.push(item);
        return 0;
      });
    }
    if (typeof value !== "object" || value === null || depth === 2) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, split(inner, depth + 1)]));
  };
  return { rest: split(document, 0), items };
}
