import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ask } from "../../lab/ask";
import { LabProblem } from "../../lab/lab-problem";

describe("asking the lab", () => {
  const folder = mkdtempSync(join(tmpdir(), "lab-"));
  const socket = join(folder, "socket");
  const server = createServer((message, response) => {
    const [status, text] = { "/fine": [200, '{"home":"box"}'], "/refused": [409, "It is stopped."] }[
      message.url ?? ""
    ] ?? [500, "it broke"];
    response.writeHead(Number(status)).end(text);
  });
  before(() => once(server.listen(socket), "listening"));
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it("gives its answer, the sentence of a refusal, or that it failed", async () => {
    expect(await ask(socket, "/fine")).to.deep.equal({ home: "box" });
    const refused = await ask(socket, "/refused").catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(LabProblem);
    expect(String(refused)).to.equal("Error: It is stopped.");
    const broken = await ask(socket, "/else").catch((error: unknown) => error);
    expect(broken).not.to.be.instanceOf(LabProblem);
    expect(String(broken)).to.equal("Error: the lab failed: it broke");
  });
});
