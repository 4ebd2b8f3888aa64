import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ProgramsHere } from "./programs-here";

const docker = `#!/bin/bash
if [[ $1 == image ]]; then echo sha256:1; fi`;

describe("The record that a migration leaves", () => {
  const box = new ProgramsHere({ docker });
  after(() => box.remove());

  it("is the one that a rollback looks for, however the command is written in the settings", () => {
    const commands = { plain: "npm run migrate", block: "npm ci\nnpm run migrate\n", kept: " a \n\n\n" };
    const apps = Object.entries(commands).map(([name, migrate]) => ({ name, migrate, image: "app:1" }));
    const image = { image: "app:1" };
    box.write("run/ladder/wanted/box.json", { apps });
    box.write("run/ladder/compose.json", { services: { plain: image, block: image, kept: image } });
    box.write("run/ladder/failed-migrations", "");
    box.write("run/ladder/failures", "");
    const { status, stderr } = box.run(join(box.programs, "migrate"), [], { folder: box.folder });
    expect([status, stderr]).to.deep.equal([0, "migrating plain\nmigrating block\nmigrating kept\n"]);
    const wanted = `[app_version._migration(app) for app in json.load(open('${box.folder}/run/ladder/wanted/box.json'))['apps']]`;
    const records = Object.keys(commands).map((app) =>
      readdirSync(join(box.folder, "data/ladder/state/migrations", app)).join(" "),
    );
    const named = `[setattr(docker_engine, "image_id", lambda image: "sha256:1"), ${wanted}][1]`;
    expect(box.python("app_version, docker_engine", named)).to.deep.equal(records);
  });

  it("is not made for an app whose data moves to another stack, or has: nothing runs then", () => {
    const apps = ["going", "gone", "come", "stayed"].map((name) => ({
      name,
      migrate: "migrate",
      image: "app:2",
    }));
    box.write("run/ladder/wanted/box.json", { apps });
    const image = { image: "app:2" };
    box.write("run/ladder/compose.json", {
      services: Object.fromEntries(apps.map(({ name }) => [name, image])),
    });
    const record = (name: string, phase: string, before: object | null = null) =>
      box.write(`data/ladder/state/app-moves/${name}.json`, { app: { app: name }, phase, before });
    record("going", "sent");
    record("gone", "undone", { app: { app: "gone" }, phase: "left", before: null });
    record("come", "done");
    record("stayed", "undone");
    const { status, stderr } = box.run(join(box.programs, "migrate"), [], { folder: box.folder });
    expect([status, stderr]).to.deep.equal([0, "migrating come\nmigrating stayed\n"]);
  });
});
