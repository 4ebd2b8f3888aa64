import { expect } from "chai";
import { assert, nat, property } from "fast-check";
import { databaseWindows } from "../../plan/database-windows";

const days = ["sun", "mon"];
const weekMinutes = 7 * 24 * 60;

/** `sun:04:00` or `04:00` -> minutes since Sunday midnight. */
function minutes(text: string): number {
  const parts = text.split(":");
  const [hour = 0, minute = 0] = parts.slice(-2).map(Number);
  const day = parts.length === 3 ? days.indexOf(parts[0] ?? "") : 0;
  expect(day, text).to.be.at.least(0);
  return day * 24 * 60 + hour * 60 + minute;
}

function lengthOf(from: number, to: number, cycle: number): number {
  return (to - from + cycle) % cycle;
}

/** The single minutes of the week that a window covers. */
function covered(from: number, length: number): ReadonlySet<number> {
  return new Set(Array.from({ length }, (_, index) => (from + index) % weekMinutes));
}

describe("the windows of RDS", () => {
  it("are the backup's half hour, and one an hour later on Sunday", () => {
    expect(databaseWindows("03:00")).to.deep.equal({
      backupWindow: "03:00-03:30",
      maintenanceWindow: "sun:04:00-sun:04:30",
    });
  });

  it("go over midnight where the backup is late", () => {
    expect(databaseWindows("22:45")).to.deep.equal({
      backupWindow: "22:45-23:15",
      maintenanceWindow: "sun:23:45-mon:00:15",
    });
    expect(databaseWindows("23:59")).to.deep.equal({
      backupWindow: "23:59-00:29",
      maintenanceWindow: "mon:00:59-mon:01:29",
    });
  });

  it("last half an hour and never overlap, whenever the backup is", () => {
    assert(
      property(nat({ max: 24 * 60 - 1 }), (minute) => {
        const two = (value: number) => String(value).padStart(2, "0");
        const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
        const { backupWindow, maintenanceWindow } = databaseWindows(time);
        const [backup = 0, backupEnd = 0] = backupWindow.split("-").map(minutes);
        const [start = 0, end = 0] = maintenanceWindow.split("-").map(minutes);
        expect(backup).to.equal(minute);
        expect(lengthOf(backup, backupEnd, 24 * 60)).to.equal(30);
        expect(lengthOf(start, end, weekMinutes)).to.equal(30);
        const maintenance = covered(start, 30);
        for (let day = 0; day < 7; day++)
          for (const one of covered(day * 24 * 60 + backup, 30))
            expect(maintenance.has(one), `${time} on day ${day}`).to.equal(false);
      }),
      { numRuns: 24 * 60 },
    );
  });
});
