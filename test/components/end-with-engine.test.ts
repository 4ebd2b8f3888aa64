import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";

/** As Pulumi's SDK does with every error that nobody caught. */
const saysItsErrors = `
  process.on("uncaughtException", (error) => console.error(error));
  setInterval(() => console.error("the engine does not answer"), 10);`;

describe("the program's process", () => {
  it("ends with the engine that read what it said", async () => {
    const program = `require("./components/end-with-engine").endWithEngine(); ${saysItsErrors}`;
    const child = spawn(process.execPath, ["--require", "./scripts/loader.cjs", "-e", program], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const ended = once(child, "exit");
    const [said] = (await once(child.stderr, "data")) as [Buffer];
    // More than one where this process comes to reading late.
    expect(said.toString()).to.match(/^(the engine does not answer\n)+$/);
    child.stderr.destroy();
    expect(await ended).to.deep.equal([1, null]);
  });
});
