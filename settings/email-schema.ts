import { z } from "zod";

/** An e-mail address that AWS and certificate authorities take. */
export const email = z.email().max(254);
