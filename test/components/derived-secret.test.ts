import { expect } from "chai";
import fc from "fast-check";
import { derivedSecret } from "../../components/derived-secret";

describe("generated secrets", () => {
  it("are the same for the same key, purpose and version: removing an app and adding it again changes nothing", () => {
    expect(derivedSecret("key", "todo/SESSION_SECRET", 1, 32)).to.equal("SKDrVT3RMTHOER2kUJOcMnnLlehAWcKe");
  });

  it("differ by key, app, name and version, and have the asked length of letters and digits", () => {
    const text = fc.string({ minLength: 1, maxLength: 30 }).filter((value) => !value.includes("\n"));
    const where = fc.record({ key: text, purpose: text, version: fc.integer({ min: 1, max: 99 }) });
    fc.assert(
      fc.property(where, where, fc.integer({ min: 16, max: 64 }), (a, b, length) => {
        const [one, other] = [a, b].map(({ key, purpose, version }) =>
          derivedSecret(key, purpose, version, length),
        );
        expect(one).to.match(new RegExp(`^[0-9A-Za-z]{${length}}$`));
        if (JSON.stringify(a) !== JSON.stringify(b)) expect(one).to.not.equal(other);
      }),
    );
  });

  it("use every character about equally often", () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 500; index += 1) {
      for (const character of derivedSecret("key", `purpose ${index}`, 1, 64)) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    const expected = (500 * 64) / 62;
    expect(counts.size).to.equal(62);
    expect(Math.min(...counts.values())).to.be.above(expected * 0.8);
    expect(Math.max(...counts.values())).to.be.below(expected * 1.2);
  });
});
