import { z } from "zod";
import { email } from "./email-schema";

const percent = (usual: number, what: string) => z.int().min(1).max(100).default(usual).describe(what);
const share = (usual: number, what: string) => z.number().min(0.01).max(100).default(usual).describe(what);

const thresholds = z
  .strictObject({
    cpuPercent: percent(80, "Processor, in percent, for 15 minutes."),
    cpuCredits: z
      .int()
      .min(1)
      .max(1000)
      .default(20)
      .describe(
        "CPU credits that must be left; one is a minute of one vCPU. Counts for a box with credits: standard.",
      ),
    memoryPercent: percent(85, "Memory in use, in percent."),
    diskPercent: percent(80, "The fullest disk, or the storage of the databases, in percent."),
    connectionsPercent: percent(
      80,
      "Database connections in use, in percent of those that the server takes.",
    ),
    errorPercent: share(1, "Requests that may end in an error of the server (5xx), in percent."),
    clientErrorPercent: share(
      1,
      "Requests that may be refused (4xx), in percent. Strangers who try addresses make many: raise it when they do.",
    ),
    p95Ms: z
      .int()
      .min(10)
      .max(60_000)
      .default(1000)
      .describe("Milliseconds that 95 of 100 answers may take at most."),
    backupHours: z
      .int()
      .min(25)
      .max(720)
      .default(36)
      .describe(
        "Hours since the last backup of the box that was read back whole, and since the one whose off-site copy was.",
      ),
    logMinutes: z
      .int()
      .min(5)
      .max(1440)
      .default(15)
      .describe(
        "Minutes since the last moment of which the backup bucket has everything that databases on the box wrote, with backups.pointInTimeDays.",
      ),
    certificateDays: z
      .int()
      .min(1)
      .max(60)
      .default(14)
      .describe("Days before the end of a certificate that nobody has renewed."),
  })
  .describe("When alarms go off. A change updates the alarms in place. Free.");

/** Who is told that something is wrong, and of what. */
export const alerts = z
  .strictObject({
    emails: z
      .array(email)
      .max(10)
      .default([])
      .describe(
        "Who is told of alarms. AWS sends each a message to be confirmed first. Without an address and a webhook alarms are only visible in the console. Free up to 1,000 a month.",
      ),
    webhook: z
      .string()
      .regex(
        /^\/(?!ladder\/|aws\/|ssm\/)[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+){0,14}$/,
        "the name of a parameter such as /alerts/dev/webhook that holds the address (docs/operate.md), outside /ladder/, which the stack's machines may read",
      )
      .max(1011)
      .describe(
        "Name of a SecureString of Parameter Store that holds the address of a webhook (Slack, or what takes its messages). You make it, so the address is in no state and no setting. It gets alarms and the budget's notices, by a small function. Free at this use.",
      )
      .optional(),
    alarms: z
      .enum(["few", "all"])
      .default("few")
      .describe(
        "few: what ends in an outage or a loss, with one figure that the box sends itself. all: everything, a figure and an alarm each. Alarms and figures are billed one by one beyond ten of each; the cost review shows them.",
      ),
    dashboard: z
      .boolean()
      .default(true)
      .describe(
        "One dashboard in CloudWatch: requests, latency, errors, processor, memory, connections and the account's charges, as far as they are measured anyway. A change makes or deletes it. The first three of an account are free; the cost review has the price of further ones.",
      ),
    thresholds: thresholds.prefault({}),
  })
  .describe(
    "Alarms of the tier that serves and of the databases. Without this group, or with an empty one, there are none.",
  );
