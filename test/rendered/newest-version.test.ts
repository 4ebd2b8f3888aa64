import { join } from "node:path";
import { expect } from "chai";
import { ProgramsHere } from "./programs-here";

/** Containers of all services that are named in the environment. */
const docker = `#!/bin/bash
if [[ $1 == ps ]]; then printf '%s\\n' $RUNNING; exit; fi
shift; first=[
for name; do printf '%s{"Config":{"Labels":{"com.docker.compose.service":"%s"}}}' "$first" "$name"; first=,; done
echo ]`;

describe("What `npm run box` speaks about on the box", () => {
  const box = new ProgramsHere({ docker });
  const former = join(box.folder, "opt/ladder/versions/before");
  after(() => box.remove());

  function version(name: string, apps: readonly string[], dataServices: object): void {
    const folder = `opt/ladder/versions/${name}`;
    box.write(`${folder}/box.json`, { apps: apps.map((app) => ({ name: app })), dataServices });
    box.write(`${folder}/programs/change-app`, "");
  }

  before(() => {
    version("before", ["todo", "old", "gone"], { redis: "/data/ladder/redis" });
    version("newest", ["todo", "fresh"], { postgres: "/data/ladder/postgres/18" });
  });

  /** The apps, the services, and the folder that changes of two apps are made with. */
  function seen({ result, fetched }: { readonly result?: string; readonly fetched?: string }, RUNNING = "") {
    box.write("run/ladder/result.json", { version: result ?? "" });
    box.write("run/ladder/fetched", `${fetched ?? ""}\n`);
    const asked = "[p.app_names(), p.service_names(), p.folder_of('todo'), p.folder_of('old')]";
    const [apps, services, ...folders] = box.python("box_place as p", asked, {
      LADDER_FOLDER: former,
      RUNNING,
    }) as [string[], string[], string, string];
    return { apps, services, folders: folders.map((folder) => folder.split("/").at(-1)) };
  }

  const asBefore = {
    apps: ["todo", "old", "gone"],
    services: ["caddy", "redis"],
    folders: ["before", "before"],
  };

  it("is the version that was applied last, also when an app of it failed, and what still runs of the one before", () => {
    expect(seen({ result: "newest", fetched: "newest" }, "todo old redis caddy")).to.deep.equal({
      apps: ["todo", "fresh", "old"],
      services: ["caddy", "redis", "postgres"],
      folders: ["newest", "before"],
    });
    expect(seen({ result: "newest", fetched: "newest" }).apps).to.deep.equal(["todo", "fresh"]);
    expect(seen({ result: "newest", fetched: "newest rds" }).apps).to.deep.equal(["todo", "fresh"]);
  });

  it("stays the version before while the newest cannot be loaded or is not there any more", () => {
    expect(seen({ result: "newest" })).to.deep.equal(asBefore);
    expect(seen({ result: "newest", fetched: "before" })).to.deep.equal(asBefore);
    expect(seen({ result: "removed", fetched: "removed" })).to.deep.equal(asBefore);
  });
});
