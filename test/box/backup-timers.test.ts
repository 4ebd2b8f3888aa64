import { expect } from "chai";
import { backupTimers } from "../../box/backup-timers";

const times = (timeUtc: string) =>
  Object.values(backupTimers({ keep: 7, nightly: 7, timeUtc })).map(
    (text) => /^OnCalendar=(.*)$/m.exec(text)?.[1],
  );

describe("The box's timers for backups", () => {
  it("are at the set time, and the drill two hours later on the 15th", () => {
    expect(times("03:05")).to.deep.equal(["*-*-* 03:05:00 UTC", "*-*-15 05:05:00 UTC"]);
    expect(times("23:30")).to.deep.equal(["*-*-* 23:30:00 UTC", "*-*-15 01:30:00 UTC"]);
  });

  it("are not there when backups are off", () => {
    expect(backupTimers({ keep: 7, nightly: 0, timeUtc: "03:00" })).to.deep.equal({});
  });
});
