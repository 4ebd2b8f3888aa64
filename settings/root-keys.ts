/** What Pulumi reads in a stack's file. */
export const rootKeys = [
  "config",
  "encryptionsalt",
  "secretsprovider",
  "encryptedkey",
  "environment",
] as const;
