import { expect } from "chai";
import { proofText } from "../../rig/write-proof";

describe("a page of docs/proof", () => {
  it("says what made it and how to make it again, and counts", () => {
    const text = proofText(
      {
        title: "Cars that were stopped",
        command: "npm run stop",
        again: "SEED=7",
        remark: "On a road.",
        points: ["3 of 3.", "0 lost."],
        counted: { stopped: ["red", "blue", "red"] },
      },
      "2026-11-21",
    );
    expect(text).to.equal(`# Cars that were stopped

Made by \`npm run stop\` on 2026-11-21; \`SEED=7\` chooses the same moments again. On a road.

- 3 of 3.
- 0 lost.

| stopped | times |
| --- | --- |
| blue | 1 |
| red | 2 |
`);
  });
});
