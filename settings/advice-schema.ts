import { z } from "zod";

/** What `npm run advise` goes by, and how long the cost review shows what it said. */
export const advice = z
  .strictObject({
    days: z
      .int()
      .min(7)
      .max(60)
      .default(14)
      .describe("How many days of figures are looked at. CloudWatch gives 60 at most in one answer."),
    upPercent: z
      .int()
      .min(2)
      .max(100)
      .default(80)
      .describe("Move up above this share of anything in use, in percent."),
    downPercent: z
      .int()
      .min(1)
      .max(99)
      .default(50)
      .describe(
        "Move down where everything stays below this share of the smaller place, in percent. Below upPercent, or the advice would go back and forth.",
      ),
    staleDays: z
      .int()
      .min(1)
      .max(365)
      .default(30)
      .describe(
        "How old the last advice may be, in days, for the cost review to show it; of an older one it shows the date alone.",
      ),
  })
  .describe("When `npm run advise` says to move, up or down. It changes no resource. Free.");
