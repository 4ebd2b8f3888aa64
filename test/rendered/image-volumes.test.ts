import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ProgramsHere } from "./programs-here";

describe("Images that declare places for files", () => {
  const box = new ProgramsHere();
  after(() => box.remove());

  before(() => {
    const engine = readFileSync(join(box.programs, "docker_engine.py"), "utf8");
    const answer = `
def _ask(method, path, **query):
    declared = {"/images/blog%3A1/json": {"/kept": {}, "/tmp": {}, "/lost/": {}}, "/images/plain%3A1/json": None}
    if path not in declared:
        raise DockerError("no such image")
    return {"Config": {"Volumes": declared[path]}}
`;
    box.write("programs/docker_engine.py", `${engine}${answer}`);
  });

  /** What the program says of the app "blog" beside others. */
  function check(blog: object): readonly [number | null, string] {
    const apps = [{ name: "blog" }, { name: "plain" }, { name: "gone" }, { name: "site", static: "0123" }];
    const services = {
      blog: { image: "blog:1", ...blog },
      plain: { image: "plain:1" },
      gone: { image: "gone:1" },
    };
    box.write("run/ladder/wanted/box.json", { apps });
    box.write("run/ladder/compose.json", { services });
    const { status, stdout } = box.run(join(box.programs, "check-volumes"), []);
    return [status, stdout.trim()];
  }

  const lost = (path: string) =>
    `the image blog:1 keeps files in ${path}, where blog has no volume, and every update would lose them`;

  it("are refused where their app has no volume, all at once", () => {
    expect(check({})).to.deep.equal([1, ["/kept", "/lost", "/tmp"].map(lost).join("; ")]);
  });

  it("are taken with a volume or a folder in memory at the very path", () => {
    const tmpfs = ["/tmp:size=32m,mode=1777"];
    const volumes = [{ target: "/kept" }, { target: "/los" }];
    expect(check({ volumes, tmpfs })).to.deep.equal([1, lost("/lost")]);
    expect(check({ volumes: [...volumes, { target: "/lost" }], tmpfs })).to.deep.equal([0, ""]);
  });
});
