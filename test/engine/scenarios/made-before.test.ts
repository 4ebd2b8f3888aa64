import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { addApp, deployedDevStack, guest, guestPath, newDevStack } from "../dev-stack";

const parameter = "aws:ssm/parameter:Parameter";
const repository = "aws:ecr/repository:Repository";

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 50));
}

describe("engine: what the cloud has and Pulumi does not know of", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-built-"));
  after(() => rmSync(folder, { recursive: true }));

  function write(version: string): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "Dockerfile"), `FROM scratch\nLABEL version=${version}\n`);
  }

  it("a folder that is put back: its image is pushed again under the old tag", async () => {
    const { deployment } = await deployedDevStack();
    write("1");
    const app = { name: "extra", build: folder, port: 3000, memoryMb: 8 };
    const stack = deployment.copy().edit((settings) => addApp(settings, app));
    for (const version of ["1", "2", "1"]) {
      write(version);
      const update = await stack.up();
      expect(update.exitCode, update.stdout).to.equal(0);
      expect(update.calls.filter(({ name }) => name === "image-extra").length).to.equal(1);
    }
  });

  it("parameters of a killed up: the next one writes them again, to the same values", async () => {
    const { deployment } = await deployedDevStack();
    const stack = deployment
      .copy()
      .edit((settings) => addApp(settings, { ...guest, name: "extra" }))
      .control({ silent: [parameter] });
    const made = () => stack.calls().filter(({ type }) => type === parameter);
    const killed = await stack.upKilledBy(until(() => made().length === 2));
    expect(killed.exitCode).to.equal(-1);
    const values = Object.fromEntries(made().map(({ name, inputs }) => [name, inputs?.["value"]]));
    expect(Object.keys(values).sort()).to.deep.equal(["extra.DATABASE_PASSWORD", "extra.TOKEN"]);

    const cancelled = await stack.cancel();
    expect(cancelled.exitCode, cancelled.stdout + cancelled.stderr).to.equal(0);
    const second = await stack.control({}).up();
    expect(second.exitCode, second.stdout).to.equal(0);
    const again = made().map(({ name, operation, inputs }) => [operation, name, inputs?.["value"]]);
    expect(again.sort()).to.deep.equal(
      Object.entries(values)
        .map(([name, value]) => ["create", name, value])
        .sort(),
    );
  });

  it("the repository of a killed up: `pulumi import` takes it, as docs/operate.md says", async () => {
    const stack = (await newDevStack()).control({ silent: [repository] });
    const killed = await stack.upKilledBy(until(() => stack.calls().some(({ type }) => type === repository)));
    expect(killed.exitCode).to.equal(-1);
    const cancelled = await stack.cancel();
    expect(cancelled.exitCode, cancelled.stdout + cancelled.stderr).to.equal(0);
    const refused = await stack.control({}).up();
    expect(refused.stdout).to.include("AlreadyExists: aws:ecr/repository:Repository ladder/dev");
    // Nothing of another stack with this name has been written over.
    expect(refused.calls.filter(({ type }) => type === parameter)).to.deep.equal([]);

    const taken = await stack.importResource(repository, "images", "ladder/dev");
    expect(taken.exitCode, taken.stdout + taken.stderr).to.equal(0);
    const third = await stack.up();
    expect(third.exitCode, third.stdout).to.equal(0);
  });

  it("is refused when a value was given without --secret", async () => {
    const { deployment } = await deployedDevStack();
    const stack = deployment
      .copy()
      .edit((settings) => settings.addIn(guestPath(settings, "secrets"), "API_KEY"));
    await stack.setPlain("ladder:secrets.guest.API_KEY", "in-plain-sight");
    const preview = await stack.preview();
    expect(preview.exitCode).to.not.equal(0);
    expect(preview.diagnostics).to.include("secrets.guest.API_KEY: not encrypted");
    expect(preview.diagnostics).to.not.include("in-plain-sight");
  });
});
