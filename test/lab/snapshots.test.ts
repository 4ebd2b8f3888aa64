import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Lab } from "../../lab/lab";
import type { Properties } from "../../rig/provider/difference";
import type { RdsServer } from "../../rig/rds-server";
import type { Rig } from "../../rig/rig";
import type { Volume } from "../../rig/volume";

describe("a final snapshot in the lab", () => {
  const folder = mkdtempSync(join(tmpdir(), "lab-"));
  const labOf = () => new Lab({ name: "ladder-rig-7", folder } as Rig);
  after(() => rmSync(folder, { recursive: true }));

  /** What is done to a server that is removed with these arguments. */
  const removed = async (lab: Lab, id: string, inputs: Properties): Promise<readonly string[]> => {
    const done: string[] = [];
    const server: Partial<RdsServer> = {
      keepAs: (name) => Promise.resolve(void done.push(`kept as ${name}`)),
      remove: () => Promise.resolve(void done.push("removed")),
    };
    lab.databases.set(id, server as RdsServer);
    const type = "aws:rds/instance:Instance";
    await lab.carry({ operation: "remove", type, name: "databases", id, inputs });
    expect(lab.databases.has(id)).to.equal(false);
    return done;
  };
  const last = { skipFinalSnapshot: false, finalSnapshotIdentifier: "ladder-lab-final-1" };

  it("of a server is the server itself, stopped and under the snapshot's name", async () => {
    const lab = labOf();
    expect(await removed(lab, "db-1", last)).to.deep.equal(["kept as ladder-rig-7-ladder-lab-final-1"]);
    expect(lab.snapshots.all).to.deep.equal([{ id: "ladder-lab-final-1", of: "the server databases" }]);
  });

  it("is not taken where it is to be skipped", async () => {
    const lab = labOf();
    expect(await removed(lab, "db-1", { skipFinalSnapshot: true })).to.deep.equal(["removed"]);
    expect(lab.snapshots.all).to.deep.equal([]);
  });

  it("under a name that another has already ends the removal, as at AWS", async () => {
    const lab = labOf();
    await removed(lab, "db-1", last);
    const refused = await removed(lab, "db-2", last).then(() => "none", String);
    expect(refused).to.equal(
      "Error: DBSnapshotAlreadyExists: there is a snapshot ladder-lab-final-1, of the server databases",
    );
    expect(lab.databases.has("db-2")).to.equal(true);
  });

  it("of a volume is its file, which goes with a volume that has none", async () => {
    const lab = labOf();
    for (const finalSnapshot of [true, false]) {
      const file = join(folder, `vol-${String(finalSnapshot)}.volume`);
      writeFileSync(file, "");
      const volume: Partial<Volume> = { file, remove: () => Promise.resolve() };
      lab.volumes.set("vol-1", volume as Volume);
      const type = "aws:ebs/volume:Volume";
      const inputs = { finalSnapshot };
      await lab.carry({ operation: "remove", type, name: "data", id: "vol-1", inputs });
      expect(existsSync(file)).to.equal(finalSnapshot);
    }
    expect(lab.snapshots.all).to.deep.equal([{ id: "snap-vol-1", of: "the volume data" }]);
  });
});
