import { z } from "zod";
import { didYouMean } from "./did-you-mean";

const day = "(mon|tue|wed|thu|fri|sat|sun)";
const days = new RegExp(`^${day}(-${day})?(,${day}(-${day})?)*$`);

/** Every 5 minutes is when the stack looks at its schedule. */
const time = (example: string) =>
  z.string().regex(/^([01]\d|2[0-3]):[0-5][05]$/, `a time in steps of 5 minutes such as ${example}`);

/** When a stack runs. */
export const schedule = z
  .strictObject({
    start: time("08:00").describe(
      "When the stack is started, in local time. The box answers about two minutes later, apps with databases on RDS about ten. A change restarts nothing.",
    ),
    stop: time("18:00").describe(
      "When the stack is stopped, in local time of the same day, so later than `start`. A backup, a move or an update that runs holds it off until its end.",
    ),
    days: z
      .string()
      .regex(days, "days such as mon-fri or mon,wed,sat-sun")
      .default("mon-fri")
      .describe("Days on which the stack runs; on the others it stays stopped."),
    timezone: z
      .string()
      // An offset such as +01:00 is no name: it knows no daylight saving.
      .regex(/^[A-Za-z][A-Za-z0-9/_+-]*$/, { error: "a time zone such as Europe/London", abort: true })
      .refine(isTimezone, { error: ({ input }) => nearTimezone(String(input)) })
      .describe("Time zone of both times, by its IANA name; clocks that change are followed."),
  })
  .describe(
    "Stops what runs the apps, and RDS, outside working hours: the box, instances of Beanstalk, tasks of Fargate. Disks, addresses, load balancers and ElastiCache stay, and stay billed; the cost review shows what is saved. Rests while another tier stands by. `npm run schedule -- hold 4h` keeps the stack up tonight.",
  );

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** `did you mean Europe/Berlin?` for its last part, and for a typing mistake. */
function nearTimezone(name: string): string | undefined {
  const known = Intl.supportedValuesOf("timeZone");
  const city = name.toLowerCase();
  const found = known.find((zone) => zone.toLowerCase().endsWith(`/${city}`));
  return found === undefined ? didYouMean(name, known) : `did you mean ${found}?`;
}
