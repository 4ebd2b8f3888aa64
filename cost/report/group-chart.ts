import { chart, ink } from "./chart";
import { usd } from "./usd";
import type { ResourceGroup } from "./resource-groups";

const BAR = 34;
const AXES = 40;
const CHARACTER = 7.4;
const BAR_WIDTH = 18;
const FIXED = "var(--accent)";
const USAGE = "var(--usage)";

/** One bar per group of resources, stacked of what is fixed and what depends on usage. */
export function groupChart(groups: readonly ResourceGroup[]): string {
  const height = groups.length * BAR + AXES;
  const label = `Monthly cost by service: ${groups.map(({ name, total }) => `${name} ${usd(total)}`).join(", ")}`;
  return chart(label, { wide: height, narrow: height }, ({ narrow }) => ({
    // Text cannot be measured without a browser, so the room for names is reckoned.
    grid: { left: longest(groups) * CHARACTER + 12, right: narrow ? 60 : 90, top: 4, bottom: 28 },
    xAxis: {
      type: "value",
      splitNumber: narrow ? 3 : 6,
      axisLabel: {
        color: ink.muted,
        fontSize: 12,
        formatter: (value: number) => usd(value).replace(/\.00$/, ""),
      },
      splitLine: { lineStyle: { color: ink.line } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: groups.map(({ name }) => name),
      axisLabel: { color: ink.text, fontSize: 13 },
      axisLine: { lineStyle: { color: ink.muted } },
      axisTick: { show: false },
    },
    series: [
      bar("fixed", FIXED, groups, ({ fixed }) => fixed),
      bar("usage", USAGE, groups, ({ usage }) => usage),
      totals(groups),
    ],
  }));
}

function bar(
  name: string,
  color: string,
  groups: readonly ResourceGroup[],
  amount: (group: ResourceGroup) => number,
) {
  return { type: "bar", name, stack: "cost", color, barWidth: BAR_WIDTH, data: groups.map(amount) };
}

// An invisible bar over what is above zero carries the total at its end.
function totals(groups: readonly ResourceGroup[]) {
  const label = (text: string) => ({
    show: true,
    position: "right",
    color: ink.text,
    fontSize: 13,
    formatter: text,
  });
  const data = groups.map(({ fixed, usage, total }) => ({
    value: Math.max(0, fixed) + Math.max(0, usage),
    label: label(usd(total)),
  }));
  return { type: "bar", barWidth: BAR_WIDTH, barGap: "-100%", color: "none", data };
}

function longest(groups: readonly ResourceGroup[]): number {
  return Math.max(...groups.map(({ name }) => name.length));
}
