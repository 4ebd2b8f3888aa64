import type { Advice, Evidence } from "./advise";
import { changeText, evidenceText } from "./advice-text";

/** What `npm run advise` said last of a stack: a verdict for what runs the apps, and one for the databases on RDS. */
export interface KeptAdvice {
  /** When it was said; the figures end there. */
  readonly asked: string;
  readonly verdicts: readonly Verdict[];
}

export interface Verdict {
  readonly of: "apps" | "databases";
  /** The name of the place that was measured. */
  readonly now: string;
  readonly kind: Advice["kind"];
  /** Where to; what a month costs more there, in US dollars. */
  readonly to?: { readonly name: string; readonly change: number };
  /** Days of figures. */
  readonly days: number;
  /** Of what was measured, that which is used most. */
  readonly most: Evidence;
}

/** Names of the places of today's settings. */
export type Places = Readonly<Record<Verdict["of"], string>>;

const day = 86_400_000;

/**
 * The line that the cost review has from kept advice; undefined where there is none to show. `holds`: it was measured on the place
 * of these settings, and lately.
 */
export function adviceLine(
  { asked, verdicts }: KeptAdvice,
  places: Places,
  staleDays: number,
  now: Date,
): { readonly text: string; readonly holds: boolean } | undefined {
  const apps = verdicts.find(({ of }) => of === "apps");
  const age = (now.getTime() - Date.parse(asked)) / day;
  const date = asked.slice(0, 10);
  const stale = age > staleDays;
  if (!apps || age < 0) return undefined;
  if (apps.now !== places.apps) {
    const text = `npm run advise measured ${apps.now} (${date}), which these settings are not: they have no advice yet.`;
    return stale ? undefined : { text, holds: false };
  }
  if (stale) {
    const text = `The last advice is of ${date}, older than ${staleDays} days: npm run advise measures again.`;
    return { text, holds: false };
  }
  const databases = verdicts.find(({ of, now: measured }) => of === "databases" && measured === places[of]);
  const said = [verdictText(apps), ...(databases ? [`Databases: ${verdictText(databases)}`] : [])];
  return {
    text: `Measured over ${apps.days} days to ${date} (npm run advise): ${said.join(" ")}`,
    holds: true,
  };
}

function verdictText({ now, kind, to, most }: Verdict): string {
  const what =
    kind === "stay"
      ? `stay on ${now}`
      : to
        ? `move ${kind} to ${to.name}, which ${changeText(to.change)}`
        : `${now} is too small, and nothing larger that is known carries it`;
  return `${what}; most used is ${evidenceText(most)}.`;
}
