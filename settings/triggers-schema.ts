import { z } from "zod";

/** When the serving tier leaves DNS by itself. */
export const triggers = z
  .strictObject({
    p95Ms: z
      .int()
      .min(10)
      .max(60_000)
      .default(200)
      .describe(
        "Milliseconds that 95 of 100 answers may take at most, in each of five minutes. Behind a load balancer only.",
      ),
    errorPercent: z
      .number()
      .min(0.01)
      .max(100)
      .default(0.5)
      .describe(
        "Percent of requests that may end in an error of the server (5xx), in each of five minutes. Behind a load balancer only.",
      ),
    downMinutes: z
      .int()
      .min(1)
      .max(60)
      .default(5)
      .describe("Minutes that the tier may be unreachable within `hours`, all together."),
    hours: z.int().min(1).max(24).default(24).describe("The time that `downMinutes` counts in, in hours."),
  })
  .describe(
    "What takes the serving tier out of DNS by itself while another stands by. It stays out until `pulumi up --refresh`. Needs domain and dns: route53. A health check and up to five metrics of alarms are billed while a tier stands by; the cost review shows it.",
  );
