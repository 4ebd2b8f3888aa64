import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const box = join(__dirname, "../../box");

/** Files in memory. */
const inMemory = /^"\$(run\/|loaded\b)/;

describe("The box's shell programs", () => {
  it("bring a file to the disk before they give it its name, so that a power cut leaves no empty one", () => {
    const renamed: string[] = [];
    const unsynced: string[] = [];
    for (const folder of ["programs", "cloud-init"])
      for (const name of readdirSync(join(box, folder))) {
        const text = readFileSync(join(box, folder, name), "utf8");
        for (const [, file = ""] of text.matchAll(/^\s*mv (\S+\.new"?) /gm)) {
          if (inMemory.test(file)) continue;
          renamed.push(`${name} ${file}`);
          if (!text.includes(`  sync ${file}\n`)) unsynced.push(`${name} ${file}`);
        }
      }
    expect(unsynced).to.deep.equal([]);
    expect(renamed).to.include("prepare-box /opt/ladder/bin/busybox.new");
    expect(renamed.length).to.be.above(7);
  });
});
