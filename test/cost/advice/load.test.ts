import { expect } from "chai";
import { busiestDay, daysOf, mostOf, peakHour, seriesOf, sumOfSeries } from "../../../cost/advice/load";

const hour = 3_600_000;
const series = (amounts: readonly number[], from = 0) =>
  new Map(amounts.map((amount, index) => [(from + index) * hour, amount] as const));

describe("hours as a load", () => {
  it("are the mean of the busiest day, whatever hours a day has", () => {
    const days = series([...Array<number>(24).fill(1), ...Array<number>(12).fill(3)]);
    expect([busiestDay(days), daysOf(days)]).to.deep.equal([3, 2]);
    expect(busiestDay(series([]))).to.equal(0);
  });

  it("have a peak that one hour in twenty may be above", () => {
    expect(peakHour(series([...Array<number>(19).fill(1), 9]))).to.equal(1);
    expect(peakHour(series([...Array<number>(18).fill(1), 9, 9]))).to.equal(9);
    expect(peakHour(series([]))).to.equal(0);
  });

  it("of several things are summed up by the hour", () => {
    const total = sumOfSeries([series([1, 2]), series([10], 1)]);
    expect([...total.values()]).to.deep.equal([1, 12]);
    expect(mostOf(total)).to.equal(12);
  });

  it("become amounts one by one", () => {
    const [average, maximum, minimum, count] = [50, 90, 10, 24];
    const found = seriesOf(
      [{ at: hour, average, maximum, minimum, count }],
      (one) => (one.average / 100) * one.count,
    );
    expect([...found]).to.deep.equal([[hour, 12]]);
  });
});
