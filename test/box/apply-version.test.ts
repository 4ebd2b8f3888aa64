import { expect } from "chai";
import { applyVersionCommand, readAnswer } from "../../box/run-command/apply-version";

const version = "0123456789abcdef".repeat(4);

describe("The command that makes the box apply a version", () => {
  it("is one program with the version as its argument", () => {
    const lines = applyVersionCommand(version);
    expect(lines[0]).to.equal(`exec /usr/bin/python3 -B - ${version} <<'END_OF_PROGRAM'`);
    expect(lines.filter((line) => line === "END_OF_PROGRAM").length).to.equal(1);
    expect(lines.at(-1)).to.equal("END_OF_PROGRAM");
  });

  it("holds nothing that Systems Manager would replace, and stays far below its 64 KB", () => {
    const text = applyVersionCommand(version).join("\n");
    expect(text).to.not.include("{{");
    expect(Buffer.byteLength(text)).to.be.below(8192);
  });

  it("refuses a version that is none: it becomes part of a shell command", () => {
    for (const wrong of ["", "v1", `${version} `, "$(reboot)", version.toUpperCase()])
      expect(() => applyVersionCommand(wrong), wrong).to.throw(RangeError);
  });

  it("reads an answer only when it is whole", () => {
    const answer = { version, ok: true, states: {} };
    expect(readAnswer(`${JSON.stringify(answer)}\n`)).to.deep.equal(answer);
    for (const output of ["", "null", "[]", "{}", JSON.stringify(answer).slice(0, 50)])
      expect(readAnswer(output), output).to.equal(undefined);
  });
});
