import { money } from "../render/format";
import type { Advice, Evidence } from "./advise";
import type { Limits, Place } from "./place";

/** The advice with what speaks for it; `subject`: the stack, or its databases. */
export function adviceText(subject: string, advice: Advice, now: Place, limits: Limits): string {
  return [
    `${subject}, on ${now.name}: ${verdict(advice, now)}`,
    ...advice.evidence.map((one) => `  ${evidenceText(one)}`),
    ...unmeasured(advice, now).map((what) => `  ${what}: not measured`),
    ...(advice.kind === "stay"
      ? [
          `  (up above ${percent(limits.up)} of anything, down when something cheaper has ${percent(limits.down)} or less of everything in use)`,
        ]
      : []),
    ...(advice.to
      ? [`  try it: npm run preview -- ${advice.to.set.map((one) => `--set ${one}`).join(" ")}`]
      : []),
  ].join("\n");
}

function unmeasured({ evidence }: Advice, { capacity }: Place): readonly string[] {
  return Object.keys(capacity).filter((name) => !evidence.some(({ what }) => what === name));
}

function verdict({ kind, to }: Advice, now: Place): string {
  if (kind === "stay") return "stay.";
  if (!to)
    return "too small, and nothing larger that is known here carries it: find what is busy, or split the stack.";
  const price = changeText(to.monthly - now.monthly);
  return `move ${kind} to ${to.name}; it ${price} (list prices, the review's assumptions).`;
}

/** What a move does to a month's price, in US dollars. */
export function changeText(change: number): string {
  return change < 0 ? `saves ${money(-change)} a month` : `costs ${money(change)} more a month`;
}

export function evidenceText({ what, used, of }: Evidence): string {
  const share = of > 0 ? `${Math.round((100 * used) / of)} %` : "more than there is";
  return `${what}: ${rounded(used)} of ${rounded(of)}, ${share}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toFixed(2)));
}
