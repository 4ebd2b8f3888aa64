import { z } from "zod";

/** How many of something to keep; 0 turns it off. */
export const copies = z.int().min(0).max(365).default(7);

/** `what`: what the error says is allowed. */
export const bucketName = (what: string) => z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, what);
