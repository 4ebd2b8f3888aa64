import { expect } from "chai";
import type { Place } from "../../cli/box/place";
import { UserMistake } from "../../cli/run-command";
import { askSize } from "../../cli/switching/ask-size";

const now = new Date("2026-11-21T10:00:00Z");

/** A box that prints this and ends so. */
function box(output: string, exitCode = 0): Place {
  return {
    async run(request, console) {
      expect(request).to.include({ command: "psql", app: null, admin: true });
      await console.show("out", Buffer.from(output));
      return exitCode;
    },
    open: () => Promise.reject(new Error("nothing is for a terminal")),
  };
}

describe("The size of the databases, asked of the box", () => {
  it("comes with the day on which it was asked", async () => {
    expect(await askSize(() => box("183500800\n"), now)).to.deep.equal({
      bytes: 183_500_800,
      asOf: "2026-11-21",
    });
  });

  it("is not known when the box refuses, has no databases, or cannot be reached", async () => {
    expect(await askSize(() => box("", 125), now)).to.equal(undefined);
    expect(await askSize(() => box("\n"), now)).to.equal(undefined);
    const away: Place = { ...box(""), run: () => Promise.reject(new UserMistake("The box is not online.")) };
    expect(await askSize(() => away, now)).to.equal(undefined);
    const nowhere = () => {
      throw new UserMistake("Pulumi.dev.yaml has no aws:region; give --region.");
    };
    expect(await askSize(nowhere, now)).to.equal(undefined);
  });
});
