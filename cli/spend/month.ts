import { UserMistake } from "../run-command";
import type { Span } from "../../cost/actual/bill";

const day = 86_400_000;
const form = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The days of a month that have gone whole, in UTC as the bill counts them; without a month, today's. */
export function spanOf(month: string | undefined, now: Date): Span {
  const wanted = month ?? now.toISOString().slice(0, 7);
  if (!form.test(wanted))
    throw new UserMistake(`--month: not a month; got ${wanted}; allowed such as 2026-10`);
  const start = Date.parse(`${wanted}-01`);
  const [year = 0, index = 0] = wanted.split("-").map(Number);
  const days = (Date.UTC(year, index, 1) - start) / day;
  const gone = Math.min(days, Math.floor((now.getTime() - start) / day));
  if (gone < 1)
    throw new UserMistake(
      `${wanted} has no whole day yet; --month ${monthBefore(now)} shows the last month. Days are those of UTC.`,
    );
  return { month: wanted, days, gone };
}

/** First day, and the one after the last that has gone. */
export function periodOf({ month, gone }: Span): { readonly Start: string; readonly End: string } {
  const Start = `${month}-01`;
  return { Start, End: new Date(Date.parse(Start) + gone * day).toISOString().slice(0, 10) };
}

function monthBefore(now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0)).toISOString().slice(0, 7);
}
