import { expect } from "chai";
import { weeklyHours } from "../../../cost/services/weekly-hours";

const on = (cron: string) => ({ cron, on: true });
const off = (cron: string) => ({ cron, on: false });

describe("hours a week under starts and stops", () => {
  for (const [what, events, hours] of [
    ["working hours", [on("cron(0 8 ? * MON-FRI *)"), off("cron(0 18 ? * MON-FRI *)")], 50],
    ["every night off", [on("cron(30 6 * * ? *)"), off("cron(0 22 * * ? *)")], 108.5],
    ["Unix cron and day numbers", [on("0 8 * * 1-5"), off("0 18 * * 1-5")], 50],
    ["AWS day numbers, from 1 for Sunday", [on("cron(0 8 ? * 2-6 *)"), off("cron(0 18 ? * 2-6 *)")], 50],
    ["a run over the weekend", [on("cron(0 8 ? * MON *)"), off("cron(0 8 ? * SUN *)")], 144],
    ["a run that begins before the week's end", [on("cron(0 20 ? * SAT *)"), off("cron(0 4 ? * SUN *)")], 8],
    ["stops alone", [off("cron(0 8 ? * MON *)")], undefined],
    ["starts alone", [on("cron(0 8 ? * MON *)")], undefined],
    ["nothing", [], undefined],
    ["a monthly day", [on("cron(0 8 1 * ? *)"), off("cron(0 18 1 * ? *)")], undefined],
    ["a step", [on("cron(0/5 8 ? * MON *)"), off("cron(0 18 ? * MON *)")], undefined],
    ["an unknown day", [on("cron(0 8 ? * NOP *)"), off("cron(0 18 ? * MON *)")], undefined],
    ["a rate", [on("rate(1 day)"), off("cron(0 18 ? * MON *)")], undefined],
  ] as const) {
    it(`are ${hours ?? "not known"} for ${what}`, () => expect(weeklyHours(events)).to.equal(hours));
  }
});
