import { z } from "zod";
import type { Billed } from "../../cost/actual/bill";

/** What Cost Explorer said: dollars of a service under a value of the tag `Stack`; empty: no tag. */
export const answerSchema = z.strictObject({
  asked: z.iso.datetime(),
  requests: z.int(),
  end: z.string(),
  groups: z.array(z.strictObject({ service: z.string(), stack: z.string(), usd: z.number() })),
});

/** An answer that was kept, or is new. */
export type Answer = z.infer<typeof answerSchema>;

/** The part of an answer that is one stack's, and what has no tag. */
export function billedOf({ groups }: Answer, stack: string): readonly Billed[] {
  const sum = (service: string, tag: string) =>
    groups
      .filter((one) => one.service === service && one.stack === tag)
      .reduce((all, { usd }) => all + usd, 0);
  return [...new Set(groups.map(({ service }) => service))].map((service) => ({
    service,
    stack: sum(service, stack),
    untagged: sum(service, ""),
  }));
}
