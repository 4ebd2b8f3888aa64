import { expect } from "chai";
import { backupLines } from "../../../cli/box/backup-lines";

const now = new Date("2026-11-21T12:00:00Z");
const lastVerified = {
  id: "20261121T030000Z-1a2b3c",
  time: "2026-11-21T03:00:00Z",
  bytes: 12 * 2 ** 20,
  seconds: 8,
  databases: 3,
  volumes: 1,
  shrunk: [],
};

describe("What npm run box -- status says of backups", () => {
  it("is how old the last verified one is, and how the last drill ended", () => {
    const lastRun = { time: "2026-11-21T03:00:08Z", ok: true, error: "" };
    const lastDrill = { time: "2026-11-15T05:00:00Z", ok: true, error: "" };
    expect(backupLines({ lastVerified, lastRun, lastDrill }, now)).to.deep.equal([
      "Backup: verified 9 h ago, 3 database(s) and 1 volume(s), 12 MiB in 8 s; 20261121T030000Z-1a2b3c",
      "Restore drill: passed 6 d ago",
    ]);
  });

  it("is never silence: none, failed, suddenly smaller", () => {
    const failed = { time: "2026-11-21T11:00:00Z", ok: false, error: "no network" };
    expect(backupLines({}, now)).to.deep.equal(["Backup: none verified yet"]);
    expect(
      backupLines(
        { lastVerified: { ...lastVerified, shrunk: ["app_todo"] }, lastRun: failed, lastDrill: failed },
        now,
      ),
    ).to.deep.equal([
      "Backup: verified 9 h ago, 3 database(s) and 1 volume(s), 12 MiB in 8 s; 20261121T030000Z-1a2b3c",
      "Backup: failed 1 h ago: no network",
      "Backup: much smaller than the one before: app_todo",
      "Restore drill: failed 1 h ago: no network",
    ]);
  });

  it("names the newest off-site copy, or that there is none, and why the last one failed", () => {
    const lastCopy = { time: "2026-11-21T03:02:00Z", ok: true, error: "" };
    const failed = { time: "2026-11-21T11:00:00Z", ok: false, error: "no network" };
    const lastCopied = { id: lastVerified.id, time: lastVerified.time };
    const ofCopies = (backups: Parameters<typeof backupLines>[0]) =>
      backupLines({ lastVerified, ...backups }, now).slice(1);
    expect(ofCopies({ lastCopied, lastCopy })).to.deep.equal([
      "Off-site: has the backup of 9 h ago, 20261121T030000Z-1a2b3c",
    ]);
    expect(ofCopies({ lastCopy: failed })).to.deep.equal([
      "Off-site: no copy yet",
      "Off-site: copying failed 1 h ago: no network",
    ]);
  });

  it("says until when the log is in the bucket, and why its last upload failed", () => {
    const ofLog = (until: string | null, error: string) =>
      backupLines({ lastVerified, log: { until, error } }, now).slice(1);
    expect(ofLog("2026-11-21T11:58:20Z", "")).to.deep.equal([
      "Log: everything until 2026-11-21T11:58:20Z is in the bucket",
    ]);
    expect(ofLog(null, "no network")).to.deep.equal([
      "Log: nothing of it is in the bucket yet",
      "Log: uploading failed: no network",
    ]);
  });
});
