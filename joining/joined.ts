import type { z } from "zod";
import type { appSchema } from "../settings/app-schema";

/** An app as a stack file has it, without the defaults. */
export type AppInput = z.input<typeof appSchema>;

/** What a file of another platform becomes. */
export interface Joined {
  readonly apps: readonly JoinedApp[];
  readonly leftOut: readonly LeftOut[];
  /** About the whole file, one sentence each. */
  readonly notes: readonly string[];
  /** Texts of the file that are secret: none may be in what is written. */
  readonly secretTexts: readonly string[];
}

export interface JoinedApp {
  readonly settings: AppInput;
  /** What the file calls it: `service web`. */
  readonly origin: string;
  /** What did not map, each with what to do. */
  readonly notes: readonly string[];
  /** Settings of the file that Ladder takes care of by itself. */
  readonly covered: readonly string[];
}

/** Something of the file that does not become an app. */
export interface LeftOut {
  readonly origin: string;
  readonly reasons: readonly string[];
  /** Whether the stack does the same by itself, so that nobody has to do anything. */
  readonly replaced: boolean;
}
