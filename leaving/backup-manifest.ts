import { z } from "zod";

/** Where a part of a backup lies, and what it must be. */
const stored = z.object({
  key: z.string().regex(/^[\w.-]+(\/[\w.-]+)+$/),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const name = z.string().regex(/^[a-z0-9_-]+$/);

/** Of a backup, what an export needs; box/programs/backup_manifest.py has all of it. */
export const backupManifest = z.object({
  format: z.literal(1),
  id: z.string().regex(/^\d{8}T\d{6}Z-[0-9a-f]{6}$/),
  time: z.string(),
  bytes: z.number(),
  databases: z.array(
    z.object({
      name,
      app: name,
      role: name,
      form: z.object({
        provider: z.enum(["b", "c", "i"]),
        locale: z.string().nullish(),
        collate: z.string().nullish(),
        ctype: z.string().nullish(),
        encoding: z.string(),
      }),
      extensions: z.array(z.tuple([z.string(), z.string()])),
      dump: stored,
    }),
  ),
  volumes: z.array(z.object({ app: name, path: z.string(), archive: stored })),
  failed: z.array(z.object({ name: z.string() })),
});

export type BackupManifest = z.output<typeof backupManifest>;
export type StoredPart = z.output<typeof stored>;
