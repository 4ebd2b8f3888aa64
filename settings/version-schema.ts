import { z } from "zod";

/** Of a secret or password that the stack makes: raised by one, it is made anew. */
export const version = z.int().min(1).max(1_000_000).default(1);
