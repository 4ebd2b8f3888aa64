import { z } from "zod";
import { email } from "./email-schema";

/** Limit of what the account spends, and who is told on the way there. */
export const budget = z
  .strictObject({
    monthlyUsd: z
      .number()
      .min(1)
      .max(1_000_000)
      .describe(
        "Monthly limit in US dollars. AWS looks at it up to three times a day, at figures up to a day old. Free.",
      ),
    actualPercent: z
      .array(z.int().min(1).max(1000))
      .max(5)
      .default([80, 100])
      .describe("Notices when so much of the limit is spent, in percent."),
    forecastPercent: z
      .array(z.int().min(1).max(1000))
      .max(5)
      .default([100])
      .describe(
        "Notices when AWS expects so much of the limit to be spent by the end of the month, in percent. It needs about five weeks of history.",
      ),
    emails: z
      .array(email)
      .max(10)
      .default([])
      .describe("Who is told. Without an address the budget is only visible in the console."),
    enforce: z
      .boolean()
      .default(false)
      .describe(
        "true: a stack whose cost review is over the limit is refused before anything is created; false: a warning.",
      ),
  })
  .describe("AWS budget of the account, without credits and refunds.");
