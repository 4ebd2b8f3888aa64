import { expect } from "chai";
import { backupTimers } from "../../box/backup-timers";

const times = (timeUtc: string, pointInTimeDays = 0) =>
  Object.values(backupTimers({ keep: 7, nightly: 7, timeUtc, pointInTimeDays })).map(
    (text) => /^OnCalendar=(.*)$/m.exec(text)?.[1],
  );

describe("The box's timers for backups", () => {
  it("are at the set time, and the drill two hours later on the 15th", () => {
    expect(times("03:05")).to.deep.equal(["*-*-* 03:05:00 UTC", "*-*-15 05:05:00 UTC"]);
    expect(times("23:30")).to.deep.equal(["*-*-* 23:30:00 UTC", "*-*-15 01:30:00 UTC"]);
  });

  it("upload the log every minute where the databases can be brought back as of any second", () => {
    expect(times("03:05", 7)[2]).to.equal("*:*:20");
  });

  it("are not there when backups are off", () => {
    const off = { keep: 7, nightly: 0, timeUtc: "03:00", pointInTimeDays: 0 };
    expect(backupTimers(off)).to.deep.equal({});
  });
});
