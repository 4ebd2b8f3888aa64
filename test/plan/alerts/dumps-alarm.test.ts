import { expect } from "chai";
import type { AlarmPlan } from "../../../plan/alerts/alarm";
import { loadStack } from "../../../cli/load-stack";
import { fargateStack } from "../../fargate-stack";
import { states } from "./evaluate-alarm";

const night = ["schedule={start: '08:00', stop: '18:00', timezone: Europe/London}"];

describe("the alarm of backups of databases on RDS", () => {
  const hours = 24;
  /** A week from a run to the same one of the next, for each run 1 when all is well; a figure an hour after the start of its day. */
  const weeks = (days: readonly number[], ...results: readonly (number | undefined)[]) => {
    const values = Array.from({ length: 21 * hours }, (): number | undefined => undefined);
    results.forEach((result, index) => {
      const week = Math.floor(index / days.length);
      values[((days[index % days.length] ?? 0) + 7 * week) * hours + 9] = result;
    });
    return values;
  };
  const working = [0, 1, 2, 3, 4];
  const dumps = (...set: readonly string[]) => {
    const found = loadStack({ stack: "dev", set: fargateStack(...set) }).plan.alerts?.alarms.find(
      ({ name }) => name === "dumps",
    );
    if (!found) throw new Error("no alarm of dumps");
    return found;
  };
  /** From the first run on. */
  const heard = (rule: AlarmPlan, values: readonly (number | undefined)[]) => states(rule, values).slice(10);

  it("goes off in a stack that a schedule stops when the runs of its days fail, or none comes, and not over a weekend", () => {
    const rule = dumps(...night);
    const good = working.map(() => 1);
    const all = heard(rule, weeks(working, ...good, ...good, ...good));
    expect(all.slice(0, 14 * hours)).to.match(/^O+$/);
    const failed = heard(rule, weeks(working, ...good, 0, 0, 0, 0, 0));
    expect([failed.indexOf("A"), failed.lastIndexOf("O")]).to.deep.equal([179, 178]);
    expect(heard(rule, weeks(working, ...good)).indexOf("A")).to.equal(179);
  });

  it("goes off at the first run that fails where there is one a week, whose silence CloudWatch cannot tell", () => {
    const rule = dumps("schedule={start: '08:00', stop: '18:00', timezone: Europe/London, days: wed}");
    expect(heard(rule, weeks([2], 1, 1, 1))).to.match(/^O+$/);
    const failed = states(rule, weeks([2], 1, 0, 1));
    expect(failed.indexOf("A")).to.equal((2 + 7) * hours + 9);
    expect(failed.at(-1)).to.equal("O");
  });

  it("bears as many days without a run as the schedule has in a row, and a week at most", () => {
    const periods = (days: string) => dumps(...night, `schedule.days=${days}`).evaluationPeriods;
    expect(["mon-sun", "mon-fri", "mon,thu", "wed"].map(periods)).to.deep.equal([36, 84, 108, 168]);
    expect(dumps().evaluationPeriods).to.equal(36);
  });
});
