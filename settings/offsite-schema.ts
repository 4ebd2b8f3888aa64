import { z } from "zod";
import { bucketName, copies } from "./copies-schema";

/** Under `secrets` this stands where apps have their name; no app's begins so. */
export const offsiteSecrets = "_offsite";

/** What opens the store: `secrets._offsite.…`. */
export const offsiteKey = { id: "ACCESS_KEY_ID", secret: "SECRET_ACCESS_KEY" } as const;

/** `backups.offsite` of the settings. */
export const offsite = z
  .strictObject({
    endpoint: z
      .string()
      .regex(
        /^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/,
        "an address such as https://s3.eu-central-003.backblazeb2.com, with https and without a path",
      )
      .describe("Address of the store's S3 interface. Copies travel encrypted (TLS) and nowhere else."),
    bucket: bucketName("a bucket's name").describe(
      "Bucket that you made there, private and encrypted by the store: copies are as readable as the backups in AWS, for whoever holds the key. Backups of a stack are in <stack>/backups/, so stacks with different names may share it; two projects with a stack of the same name may not.",
    ),
    region: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, "a region such as us-east-1")
      .default("us-east-1")
      .describe(
        "Region that requests are signed for. R2 and MinIO take us-east-1; B2 wants the one in its address.",
      ),
    keep: copies.describe(
      "Verified copies to keep there; older ones go when so many newer ones are whole there. 0 removes nothing, so that the key needs no right to delete, and the store's bill grows.",
    ),
  })
  .describe(
    "A copy of every verified nightly backup in a store outside AWS with S3's interface (R2, B2, MinIO), read back there. Its key is given as secrets._offsite.ACCESS_KEY_ID and secrets._offsite.SECRET_ACCESS_KEY. The store's bill is your own and in no cost review; what is sent counts as AWS's outgoing traffic (usage.egressGb). A copy that fails neither fails nor delays the backup: npm run box -- status and the alarms tell.",
  );
