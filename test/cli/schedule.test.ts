import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { Running } from "../box-rig/running";
import { jsonType, StandInServer } from "../../rig/apis/stand-in-server";

const root = resolve(__dirname, "../..");
const hour = 3_600_000;
const name = "/ladder/dev/schedule/hold";

interface Request {
  readonly Name: string;
  readonly Value?: string;
}

describe("npm run schedule", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-schedule-"));
  const parameters = new Map<string, string>();
  let endpoint: string;

  before(async () => {
    const hours = '{ start: "08:00", stop: "18:00", timezone: Europe/London }';
    writeFileSync(
      join(folder, "Pulumi.dev.yaml"),
      `config:\n  aws:region: eu-west-1\n  ladder:schedule: ${hours}\n`,
    );
    writeFileSync(join(folder, "Pulumi.always.yaml"), "config:\n  aws:region: eu-west-1\n");
    const store = await StandInServer.start<object>(jsonType, ({ body, target }) =>
      answer(target, JSON.parse(body) as Request),
    );
    endpoint = store.endpoint("store", {});
  });
  after(() => rmSync(folder, { recursive: true }));

  function answer(target: string, { Name, Value }: Request) {
    const known = parameters.get(Name);
    if (target !== "AmazonSSM.PutParameter" && known === undefined)
      return { status: 400, body: JSON.stringify({ __type: "ParameterNotFound" }) };
    if (target === "AmazonSSM.PutParameter") parameters.set(Name, Value ?? "");
    if (target === "AmazonSSM.DeleteParameter") parameters.delete(Name);
    return { status: 200, body: JSON.stringify({ Parameter: { Name, Value: known } }) };
  }

  async function schedule(...args: readonly string[]) {
    const account = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_MAX_ATTEMPTS: "1" };
    const env = { ...process.env, ...account, AWS_ENDPOINT_URL_SSM: endpoint };
    const program = ["--require", join(root, "scripts/loader.cjs"), join(root, "cli/schedule.ts")];
    return new Running([...program, ...args], { cwd: folder, env }).ended;
  }

  const held = () => JSON.parse(parameters.get(name) ?? "null") as { since: string; until: string } | null;

  it("holds a stack up from now on, longer when it is asked again, until it is released", async () => {
    const before = Date.now();
    const first = await schedule("hold", "4h");
    const { since, until } = held() ?? { since: "", until: "" };
    expect([first.exitCode, first.stdout]).to.deep.equal([0, `Stack dev is held up until ${until}.\n`]);
    expect(Date.parse(since)).to.be.within(before, Date.now());
    expect(Date.parse(until) - Date.parse(since)).to.equal(4 * hour);
    await schedule("hold", "90m");
    expect(held()?.since).to.equal(since);
    expect((await schedule("show")).stdout).to.equal(
      `Stack dev runs mon-fri from 08:00 to 18:00 (Europe/London); it is held up until ${held()?.until ?? ""}.\n`,
    );
    const released = await schedule("release");
    expect([released.exitCode, released.stdout, held()]).to.deep.equal([
      0,
      "The schedule of stack dev decides again.\n",
      null,
    ]);
    expect((await schedule("show")).stdout).to.match(/; it is not held up\.\n$/);
  });

  it("says what a time is, and that a stack without a schedule needs no hold", async () => {
    const wrong = await schedule("hold", "4x");
    expect(wrong.exitCode).to.equal(1);
    expect(wrong.stderr).to.include("allowed: 90m or 4h, at most 72h");
    const always = await schedule("hold", "4h", "-s", "always");
    expect([always.exitCode, always.stderr]).to.deep.equal([
      1,
      "Stack always has no schedule: nothing stops it (ladder:schedule).\n",
    ]);
    expect(held()).to.equal(null);
  });
});
