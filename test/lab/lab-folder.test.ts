import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { down } from "../../lab/down";
import { cacheFolderOf, labFolder } from "../../lab/lab-folder";

describe("the lab's folder", () => {
  it("is never below one that is not absolute, such as that of the project's own program", () => {
    const usual = join(homedir(), ".cache/ladder");
    for (const LADDER_CACHE of ["", ".", "cache", undefined])
      expect(cacheFolderOf({ LADDER_CACHE, XDG_CACHE_HOME: "" })).to.equal(usual);
    expect(cacheFolderOf({ XDG_CACHE_HOME: "/var/cache" })).to.equal("/var/cache/ladder");
    expect(cacheFolderOf({ LADDER_CACHE: "/var/tmp/ladder" })).to.equal("/var/tmp/ladder");
  });

  it("is not removed where it is the project's own", async () => {
    const own = resolve(__dirname, "../../lab");
    const said = await down(labFolder(own)).then(
      () => "removed",
      (error: Error) => error.message,
    );
    expect(said).to.equal(
      `The lab would lie in this project, in ${own}: name another folder in LADDER_CACHE, such as /var/tmp/ladder.`,
    );
  });
});
