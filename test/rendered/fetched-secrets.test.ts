import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ProgramsHere } from "./programs-here";

/** Every parameter is there, and its value is its name. */
const boto3 = `
class client:
    def __init__(self, *args, **named): pass
    def get_parameters(self, Names, WithDecryption):
        return {"InvalidParameters": [], "Parameters": [{"Name": name, "Value": name} for name in Names]}
`;

describe("The files with secrets in the box's memory", () => {
  const box = new ProgramsHere({ "boto3.py": boto3 });
  after(() => box.remove());

  /** Their names after a version with these apps and data services was fetched. */
  function fetched(
    apps: readonly object[],
    dataServices: object = {},
    backups: object = {},
  ): readonly string[] {
    const folder = "opt/ladder/versions/any";
    box.write(`${folder}/box.json`, { stack: "dev", dataServices, apps, backups });
    const env = { LADDER_REGION: "us-east-1", LADDER_BUCKET: "none" };
    const { status, stderr } = box.run(join(box.programs, "fetch"), [join(box.folder, folder)], env);
    expect([status, stderr]).to.deep.equal([0, ""]);
    return readdirSync(join(box.folder, "run/ladder/secrets")).toSorted();
  }

  it("are those of this version: none of an app that is gone or has no secret any more, or of a service", () => {
    const secret = (app: string) => ({
      name: app,
      secrets: [{ name: "TOKEN", parameter: `/ladder/dev/${app}` }],
    });
    expect(fetched([secret("todo"), secret("shop"), secret("gone")], { redis: "/data/redis" })).to.deep.equal(
      ["gone.env", "redis.env", "shop.env", "todo.env", "users.acl"],
    );
    expect(fetched([secret("todo"), { name: "shop", secrets: [] }])).to.deep.equal(["todo.env"]);
  });

  it("have the key of the off-site store, for root alone, while there is one", () => {
    const offsite = { keyIdParameter: "/ladder/dev/box/ID", keyParameter: "/ladder/dev/box/KEY" };
    expect(fetched([], {}, { offsite })).to.deep.equal(["offsite.json"]);
    const file = join(box.folder, "run/ladder/secrets/offsite.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).to.deep.equal({
      accessKeyId: "/ladder/dev/box/ID",
      secretAccessKey: "/ladder/dev/box/KEY",
    });
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(fetched([], {}, {})).to.deep.equal([]);
  });
});
