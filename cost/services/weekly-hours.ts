const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const WEEK_MINUTES = 7 * 24 * 60;

/** A moment of the week at which something starts or stops. */
export interface WeeklyEvent {
  /** `cron(0 20 ? * MON-FRI *)` of AWS, or five fields of Unix cron. */
  readonly cron: string;
  readonly on: boolean;
}

/** Hours a week that something runs under its starts and stops, or undefined when they cannot be read or do not pair. */
export function weeklyHours(events: readonly WeeklyEvent[]): number | undefined {
  const moments = events.map(({ cron, on }) => minutesOfWeek(cron)?.map((minute) => ({ minute, on })));
  if (moments.some((found) => found === undefined)) return undefined;
  const ordered = moments.flatMap((found) => found ?? []).toSorted((a, b) => a.minute - b.minute);
  if (!ordered.some(({ on }) => on) || ordered.every(({ on }) => on)) return undefined;
  return runningMinutes(ordered) / 60;
}

function runningMinutes(ordered: readonly { readonly minute: number; readonly on: boolean }[]): number {
  return ordered.reduce((total, { minute, on }, index) => {
    if (!on) return total;
    const next = ordered[index + 1]?.minute ?? (ordered[0]?.minute ?? 0) + WEEK_MINUTES;
    return total + next - minute;
  }, 0);
}

/** The minutes of a week, Sunday 0:00 being 0, that a plain weekly cron names. */
function minutesOfWeek(cron: string): number[] | undefined {
  const fields = cron
    .replace(/^cron\((.*)\)$/, "$1")
    .trim()
    .split(/\s+/);
  const [minute = "", hour = "", dayOfMonth = "", month = "", weekday = ""] = fields;
  const isUnix = fields.length === 5;
  const isWeekly = ["*", "?"].includes(dayOfMonth) && month === "*";
  const days = daysOf(weekday, isUnix);
  if (!/^\d+$/.test(minute) || !/^\d+$/.test(hour) || !isWeekly || !days) return undefined;
  return days.map((day) => day * 24 * 60 + Number(hour) * 60 + Number(minute));
}

// AWS counts days from 1, Unix from 0; both begin on Sunday.
function daysOf(field: string, isUnix: boolean): number[] | undefined {
  if (field === "*" || field === "?") return DAYS.map((_, day) => day);
  const number = (text: string) =>
    /^\d$/.test(text) ? (Number(text) - (isUnix ? 0 : 1) + 7) % 7 : DAYS.indexOf(text.toUpperCase());
  const days = field.split(",").flatMap((part) => {
    const [first = "", last = first] = part.split("-");
    const [from, to] = [number(first), number(last)];
    if (from < 0 || to < 0) return [-1];
    return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, step) => (from + step) % 7);
  });
  return days.includes(-1) ? undefined : [...new Set(days)];
}
