import { z } from "zod";
import { variableName } from "./variable-name";

/** Who may see a site. */
export const basicAuth = z.strictObject({
  user: z
    .string()
    .max(64)
    .regex(/^[\w.@-]+$/, "letters, digits and . _ @ -")
    .describe("The name to sign in with."),
  password: variableName.describe("Name of the app's secret that is the password, 72 bytes at most."),
});

/** How often one address may ask. */
export const rateLimit = z.strictObject({
  requests: z
    .int()
    .min(1)
    .max(1_000_000)
    .describe("Requests one client address may make in the window; more get 429."),
  seconds: z.int().min(1).max(3600).describe("Length of the window in seconds."),
});
