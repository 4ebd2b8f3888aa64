import type { Chart, DashboardPlan, Figure } from "../../plan/alerts/dashboard";

/** Dimension -> value of what a figure looks at. */
export type DimensionsOf = (figure: Figure) => Readonly<Record<string, string>>;

const columns = 3;
/** CloudWatch's grid is 24 wide. */
const width = 24 / columns;
const height = 6;
const textHeight = 2;
const red = "#d13212";

/**
 * What CloudWatch draws, in its own words.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(
  { about, charts }: DashboardPlan,
  region: string,
  dimensionsOf: DimensionsOf,
): object {
  return {
    widgets: [
      {
        type: "text",
        ...{ x: 0, y: 0, width: 24, height: textHeight },
        properties: { markdown: about },
      },
      ...charts.map((chart, index) => ({
        type: "metric",
        x: (index % columns) * width,
        y: textHeight + Math.floor(index / columns) * height,
        ...{ width, height },
        properties: properties(chart, region, dimensionsOf),
      })),
    ],
  };
}

function properties(chart: Chart, region: string, dimensionsOf: DimensionsOf) {
  const { title, period, figures, marks } = chart;
  return {
    title,
    region: chart.region ?? region,
    view: "timeSeries",
    period,
    metrics: figures.map((figure) => [
      figure.namespace,
      figure.metric,
      ...Object.entries(dimensionsOf(figure)).flat(),
      { stat: figure.statistic, label: figure.label },
    ]),
    yAxis: { left: { min: 0 } },
    ...(marks.length > 0 && { annotations: { horizontal: marks.map((mark) => ({ ...mark, color: red })) } }),
  };
}
