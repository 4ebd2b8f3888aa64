import { z } from "zod";

/** A name of an environment variable; the safe set of shells, Compose and Elastic Beanstalk. */
export const variableName = z.string().regex(/^[A-Z_][A-Z0-9_]*$/, "upper-case letters, digits and _");
