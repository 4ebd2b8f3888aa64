import type { Console } from "./console";
import type { Request } from "./message";

/** Where commands are carried out; each returns the command's exit code. */
export interface Place {
  run(request: Request, console: Console): Promise<number>;
  /** Hands this terminal over. */
  open(request: Request): Promise<number>;
}
