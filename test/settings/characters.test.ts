import { expect } from "chai";
import { problemsOf, withApp } from "./problems-of";

describe("characters of texts for a container", () => {
  it("are refused where they would not arrive as they are, each by its place", () => {
    const raw = withApp({
      env: { A: "a\0", B: "\u0085" },
      command: ["run", "a\ud800"],
      migrate: "echo \u007f",
    });
    const found = [
      ["command[1]", "U+D800"],
      ["env.A", "U+0000"],
      ["env.B", "U+0085"],
      ["migrate", "U+007F"],
    ];
    expect(problemsOf(raw)).to.deep.equal(
      found.map(
        ([path, got]) =>
          `apps[0].${path}: a character that does not reach the container as it is; got ${got}; encode the value, for example as base64`,
      ),
    );
  });

  it("may be line breaks, tabs and any other that arrives", () => {
    const env = { A: "a\n\t\r\u001b\u2028🙂" };
    expect(problemsOf(withApp({ env, command: ["sh", "-c", "a\n\tb"], migrate: "a &&\n  b" }))).to.deep.equal(
      [],
    );
  });
});
