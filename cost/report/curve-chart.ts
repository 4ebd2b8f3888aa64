import { leavesSomethingOut } from "../compare/curve";
import type { Curve, Series } from "../compare/types";
import { chart, type ChartSize, ink } from "./chart";

const OWN_WIDTH = 3.5;
const OTHER_WIDTH = 1.75;
const COLOURS = 9;
const LEAST_USD = 2;

/** The curves of all options on logarithmic axes; circles where one crosses the stack's own. */
export function curveChart(curve: Curve, own: string, label: string): string {
  return chart(label, { wide: 480, narrow: 520 }, (size) => ({
    grid: { left: 4, right: size.narrow ? 24 : 200, top: 12, bottom: 36, containLabel: true },
    xAxis: xAxis(curve, size),
    yAxis: {
      type: "log",
      logBase: 2,
      min: LEAST_USD,
      axisLabel: {
        color: ink.muted,
        fontSize: 12,
        formatter: (value: number) => `$${value.toLocaleString("en-US")}`,
      },
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: [
      ...curve.series.map((series, index) => line(curve, series, index, series.option === own, size)),
      crossings(curve, own),
    ],
  }));
}

/** The variable of a series' colour; the stack's own has the accent colour. */
export function colourOf(index: number, isOwn: boolean): string {
  return isOwn ? "var(--accent)" : `var(--s${index % COLOURS})`;
}

function xAxis({ axis, points }: Curve, { narrow }: ChartSize) {
  const name = axis === "apps" ? "apps" : "requests a month";
  const text = { color: ink.muted, fontSize: 12 };
  return {
    type: axis === "apps" ? "value" : "log",
    min: axis === "apps" ? 0 : points[0],
    max: points.at(-1),
    interval: axis === "apps" ? 10 : undefined,
    name,
    nameLocation: "middle",
    nameGap: 26,
    nameTextStyle: text,
    splitNumber: narrow ? 4 : 8,
    axisLabel: { ...text, formatter: short },
    axisLine: { lineStyle: { color: ink.muted } },
    splitLine: { show: false },
  };
}

function line(curve: Curve, series: Series, index: number, isOwn: boolean, size: ChartSize) {
  const { name, values } = series;
  const color = colourOf(index, isOwn);
  return {
    type: "line",
    name,
    color,
    showSymbol: false,
    // There is no half app: the price holds until the next one.
    step: curve.axis === "apps" ? "end" : false,
    z: isOwn ? 4 : 2,
    lineStyle: {
      width: isOwn ? OWN_WIDTH : OTHER_WIDTH,
      color,
      type: leavesSomethingOut(series) ? [5, 4] : "solid",
    },
    data: curve.points.map((point, at) => [point, positive(values[at] ?? null)]),
    endLabel: {
      show: !size.narrow,
      formatter: name,
      color,
      fontSize: 13,
      fontWeight: isOwn ? 700 : 400,
      distance: 6,
    },
    labelLayout: { moveOverlap: "shiftY" },
  };
}

function crossings({ points, series }: Curve, own: string) {
  const mine = series.find(({ option }) => option === own);
  const data = points.flatMap((point, at) => {
    const value = mine?.values[at] ?? null;
    const crossed = series.some((other) => other.option !== own && mine && changes(mine, other, at));
    return value === null || !crossed ? [] : [[point, value]];
  });
  const itemStyle = { color: "var(--card)", borderColor: ink.text, borderWidth: 1.75 };
  return { type: "scatter", symbolSize: 9, z: 5, itemStyle, data };
}

function changes(mine: Series, other: Series, at: number): boolean {
  const sign = (index: number) => Math.sign((other.values[index] ?? NaN) - (mine.values[index] ?? NaN));
  return at > 0 && !Number.isNaN(sign(at)) && !Number.isNaN(sign(at - 1)) && sign(at) !== sign(at - 1);
}

// A logarithmic axis knows no zero.
function positive(value: number | null): number | null {
  return value === null ? null : Math.max(value, LEAST_USD);
}

function short(count: number): string {
  if (count >= 1e6) return `${count / 1e6} M`;
  return count >= 1e3 ? `${count / 1e3} k` : String(count);
}
