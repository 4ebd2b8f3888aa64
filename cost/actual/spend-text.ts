import { money } from "../render/format";
import type { Spend, ServiceSpend } from "./spend";

/** Below this, a difference is not worth a sentence: cents of a bill come and go. */
const worthSayingUsd = 0.05;
const smallestShownUsd = 0.005;
const width = 40;

/** The bill beside the review, a service a line with the reasons under it. */
export function spendText(stack: string, spend: Spend): string {
  const { month, gone, days, services, total } = spend;
  return [
    `Stack ${stack} in ${month}: ${gone} of ${days} days, US dollars, without credits, refunds and tax`,
    "",
    row("", "review", "expected", "actual"),
    row("", "a month", "so far", "so far"),
    ...services.filter(isAnything).flatMap(serviceLines),
    row("Total", ...amounts(total.review, total.expected, total.actual)),
    "",
    ...notes(stack, spend),
  ].join("\n");
}

function isAnything({ review, actual }: ServiceSpend): boolean {
  return [review, actual].some((usd) => Math.abs(usd) >= smallestShownUsd);
}

function serviceLines({ service, review, expected, actual, reasons }: ServiceSpend): readonly string[] {
  return [
    row(service, ...amounts(review, expected, actual)),
    ...reasons
      .filter(({ kind, usd }) => kind !== "days" && Math.abs(usd) >= worthSayingUsd)
      .map(({ usd, text }) => `  ${signed(usd)}: ${text}`),
  ];
}

function notes(stack: string, { gone, days, atThisPace, tax, untagged, tagged }: Spend): readonly string[] {
  return [
    ...(gone < days ? [`At this pace the month ends at ${money(atThisPace)}.`] : []),
    `Of the whole account: ${money(untagged)} without this project's tags, ${money(tax)} tax.`,
    ...(tagged
      ? []
      : [
          `Nothing carries the tag Stack=${stack}. Activate Project and Stack as cost allocation tags (Billing, Cost allocation tags; free): they count from then on. A stack that is new shows after a day.`,
        ]),
  ];
}

function amounts(...values: readonly [number, number, number]): [string, string, string] {
  return [money(values[0]), money(values[1]), money(values[2])];
}

function signed(usd: number): string {
  return usd > 0 ? `+${money(usd)}` : money(usd);
}

function row(name: string, ...cells: readonly string[]): string {
  return `${name.padEnd(width)}${cells.map((cell) => cell.padStart(11)).join("")}`.trimEnd();
}
