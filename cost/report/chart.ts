import { init, type EChartsCoreOption } from "echarts";
import { escape } from "./escape";

/** Room that a chart is drawn for. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
  readonly narrow: boolean;
}

const WIDE = 960;
const NARROW = 340;

/** Colours are CSS variables, so that a chart follows the colour scheme of the page. */
export const ink = { text: "var(--text)", muted: "var(--muted)", line: "var(--line)" } as const;
export const font = "system-ui, sans-serif";

/** A chart as SVG, once for wide and once for narrow screens; nothing is left to draw in the browser. */
export function chart(
  label: string,
  heights: { readonly wide: number; readonly narrow: number },
  option: (size: ChartSize) => EChartsCoreOption,
): string {
  const wide = svg({ width: WIDE, height: heights.wide, narrow: false }, option);
  const narrow = svg({ width: NARROW, height: heights.narrow, narrow: true }, option);
  const image = (name: string, content: string) =>
    `<div class="chart ${name}" role="img" aria-label="${escape(label)}">${content}</div>`;
  return image("wide", wide) + image("narrow", narrow);
}

function svg(size: ChartSize, option: (size: ChartSize) => EChartsCoreOption): string {
  const instance = init(null, null, { renderer: "svg", ssr: true, width: size.width, height: size.height });
  instance.setOption({ animation: false, textStyle: { fontFamily: font }, ...option(size) });
  const text = instance.renderToSVGString();
  instance.dispose();
  return text;
}
