import { z } from "zod";
import { bucketName, copies } from "./copies-schema";
import { offsite } from "./offsite-schema";

/** `backups:` of the settings. */
export const backups = z
  .strictObject({
    keep: copies.describe(
      "Daily snapshots of the data volume to keep; changed blocks are billed, the cost review shows it. A lower number deletes the oldest for good. 0 turns them off; those that exist stay, and stay billed, until you delete them.",
    ),
    nightly: copies.describe(
      "Nightly backups to keep in the stack's backup bucket: a dump of every database and, on a box, the files of every volume, each read back whole. Without a box a task on Fargate makes them of the databases on RDS. Only verified ones count; what enough newer ones make needless is removed, and can be brought back for 30 days. Billed by the GB stored, the cost review shows it. 0 turns them and the monthly drill off; those that exist stay, and stay billed.",
    ),
    timeUtc: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time such as 03:00")
      .default("03:00")
      .describe(
        "When the daily snapshot and the nightly backup are made, in UTC; the monthly restore drill begins on the 15th, two hours later. Without a box, and with a schedule, both are an hour and more after the stack was started instead.",
      ),
    pointInTimeDays: z
      .int()
      .min(0)
      .max(35)
      .default(0)
      .describe(
        "Days within which the databases on the box can be brought back as of any second (npm run restore -- to … --time). Once a minute what they wrote goes to the backup bucket, and every night a copy of all their files; a lost box loses some two minutes. Turning it on or off starts PostgreSQL on the box anew, which takes seconds. Costs requests, in the cost review, and the storage of the nightly copies for so many days and 30 more; 0 is off: what there is stays, and stays billed, and only with the setting on can be gone back to. RDS has rds.backupDays instead.",
      ),
    others: z
      .record(
        z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/, "a stack's name"),
        bucketName("the name of a backup bucket"),
      )
      .describe(
        "Other stacks of this account whose backups this stack's box, or the task that makes its backups, may read, each with its backup bucket, to restore them here: npm run restore -- to … --of <stack>. Name it for as long as it is needed: whoever takes this box over reads that stack's data. A change alters the box's role alone. Free.",
      )
      .optional(),
    offsite: offsite.optional(),
  })
  .describe("Snapshots of the data volume, and backups of databases and files.");
