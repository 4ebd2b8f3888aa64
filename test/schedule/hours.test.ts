import { expect } from "chai";
import fc from "fast-check";
import { DateTime, Interval } from "luxon";
import { weeklyHours } from "../../cost/services/weekly-hours";
import { type Hours, isStarting, shouldRun } from "./hours-module";

const week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const step = 5 * 60_000;
const weekMinutes = 7 * 24 * 60;

/** Zones that change their clocks by an hour or half, at midnight or later, north and south; and some that do not. */
const zones = [
  ...["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Santiago"],
  ...["Asia/Kathmandu", "Pacific/Chatham", "Asia/Tokyo", "UTC"],
];

const time = fc.nat({ max: 287 }).map((slot) => {
  const minutes = slot * 5;
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
});

const hours: fc.Arbitrary<Hours> = fc
  .record({
    times: fc.tuple(time, time).filter(([one, other]) => one !== other),
    days: fc.subarray(week, { minLength: 1 }),
    timezone: fc.constantFrom(...zones),
  })
  .map(({ times, ...others }) => ({
    start: times.toSorted()[0] ?? "",
    stop: times.toSorted()[1] ?? "",
    ...others,
  }));

const monday = fc.nat({ max: 520 }).map((weeks) => ({ weeks }));

describe("working hours", () => {
  it("run what local clocks say, in any zone and week, counted by another library", () => {
    fc.assert(
      fc.property(hours, monday, (plan, later) => {
        const from = DateTime.fromISO("2026-01-05", { zone: plan.timezone }).plus(later);
        expect(ranMinutes(plan, from)).to.equal(localMinutes(plan, from));
      }),
      { numRuns: 20 },
    );
  });

  it("priced are those that run, but for an hour at most in a week in which clocks change", () => {
    fc.assert(
      fc.property(hours, monday, (plan, later) => {
        const from = DateTime.fromISO("2026-01-05", { zone: plan.timezone }).plus(later);
        const changed = Math.abs(from.offset - from.plus({ weeks: 1 }).offset);
        const off = Math.round(ranMinutes(plan, from) - pricedMinutes(plan));
        expect(Math.abs(off)).to.be.at.most(changed);
      }),
      { numRuns: 40 },
    );
  });

  for (const [what, from, ran] of [
    ["clocks go forward over the start", "2026-03-29", 8.5],
    ["clocks go back", "2026-10-25", 10.5],
    ["an ordinary Sunday", "2026-11-01", 9.5],
  ] as const)
    it(`last ${ran} h from 0:30 to 10:00 in London on a day when ${what}`, () => {
      const plan = { start: "00:30", stop: "10:00", days: ["sun"], timezone: "Europe/London" };
      const day = DateTime.fromISO(from, { zone: plan.timezone });
      expect(ranMinutes(plan, day.minus({ days: 6 })) / 60).to.equal(ran);
    });

  it("begin even when the local time of the start does not exist on that day", () => {
    const plan = { start: "01:30", stop: "10:00", days: ["sun"], timezone: "Europe/London" };
    const moments = looks(DateTime.fromISO("2026-03-29T00:00Z"), 24 * 60);
    const starts = moments.filter((moment) => isStarting(moment, plan));
    expect(starts[0]?.toISOString()).to.equal("2026-03-29T01:00:00.000Z");
  });
});

describe("what is stopped", () => {
  const office = {
    start: "08:00",
    stop: "18:00",
    days: ["mon", "tue", "wed", "thu", "fri"],
    timezone: "Europe/London",
  };
  const night = new Date("2026-11-23T21:00:00Z");

  it("is started for half an hour only: a machine that somebody stops at noon stays so", () => {
    const starts = looks(DateTime.fromISO("2026-11-23T00:00Z"), 24 * 60).filter((one) =>
      isStarting(one, office),
    );
    expect(starts.map((one) => one.toISOString().slice(11, 16))).to.deep.equal([
      ...["08:00", "08:05", "08:10", "08:15", "08:20", "08:25"],
    ]);
  });

  it("runs at night while it is held, is started for it, and is stopped when the hold ends", () => {
    const hold = { since: "2026-11-23T20:58:00Z", until: "2026-11-24T00:58:00Z" };
    expect([shouldRun(night, office), shouldRun(night, office, hold)]).to.deep.equal([false, true]);
    expect(isStarting(night, office, hold)).to.equal(true);
    expect(shouldRun(new Date(hold.until), office, hold)).to.equal(false);
  });

  it("is started for half an hour, too, after a night that a hold has made short: RDS takes minutes before what waits for it", () => {
    const hold = { since: "2026-11-24T02:00:00Z", until: "2026-11-24T07:53:00Z" };
    const starts = looks(DateTime.fromISO("2026-11-24T02:31Z"), 8 * 60).filter((one) =>
      isStarting(one, office, hold),
    );
    expect(starts.map((one) => one.toISOString().slice(11, 16))).to.deep.equal([
      ...["08:01", "08:06", "08:11", "08:16", "08:21", "08:26"],
    ]);
  });

  it("is not started by a hold that begins while it runs", () => {
    const hold = { since: "2026-11-23T17:00:00Z", until: "2026-11-23T23:00:00Z" };
    expect(isStarting(new Date("2026-11-23T18:05:00Z"), office, hold)).to.equal(false);
  });
});

function pad(number: number): string {
  return String(number).padStart(2, "0");
}

function looks(from: DateTime, minutes: number): readonly Date[] {
  return Array.from(
    { length: (minutes * 60_000) / step },
    (_, index) => new Date(from.toMillis() + index * step),
  );
}

/** As the function decides it, one look after the other, over a local week. */
function ranMinutes(plan: Hours, from: DateTime): number {
  const minutes = from.plus({ weeks: 1 }).diff(from, "minutes").minutes;
  return looks(from, minutes).filter((moment) => shouldRun(moment, plan)).length * 5;
}

/** From the calendar: every minute between the two times that exists on the day, twice where clocks go back. */
function localMinutes(plan: Hours, from: DateTime): number {
  const days = Array.from({ length: 7 }, (_, day) => from.plus({ days: day }));
  return (
    days
      .filter((day) => plan.days.includes(week[day.weekday - 1] ?? ""))
      .flatMap((day) =>
        Interval.fromDateTimes(day.startOf("day"), day.plus({ days: 1 }).startOf("day")).splitBy({
          minutes: 5,
        }),
      )
      .filter(({ start }) => {
        const local = start?.toFormat("HH:mm") ?? "";
        return plan.start <= local && local < plan.stop;
      }).length * 5
  );
}

function pricedMinutes({ start, stop, days }: Hours): number {
  const cron = (text: string) => `${Number(text.slice(3))} ${Number(text.slice(0, 2))} * * ${days.join(",")}`;
  const weekly = weeklyHours([
    { cron: cron(start), on: true },
    { cron: cron(stop), on: false },
  ]);
  return Math.min((weekly ?? 0) * 60, weekMinutes);
}
