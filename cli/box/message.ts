import type { Piece } from "./pieces";

/** What is asked of box-command on the box; box/programs/box_actions.py carries it out. */
export type Request =
  | { readonly command: "status" }
  | { readonly command: "history"; readonly app: string | null; readonly lines: number }
  | {
      readonly command: "logs";
      readonly app: string;
      readonly follow: boolean;
      readonly lines: string;
      readonly since: string | null;
    }
  | {
      readonly command: "psql";
      readonly app: string | null;
      readonly admin: boolean;
      readonly args: readonly string[];
    }
  | { readonly command: "redis"; readonly app: string | null; readonly args: readonly string[] }
  | { readonly command: "restart"; readonly app: string | null }
  | {
      readonly command: "rollback";
      readonly app: string | null;
      readonly force: boolean;
      readonly undo: boolean;
    }
  | { readonly command: "backup" }
  | { readonly command: "restore"; readonly args: readonly string[] }
  | { readonly command: "move-app"; readonly args: readonly string[] }
  | { readonly command: "exec"; readonly app: string; readonly args: readonly string[] };

/** One message about a job; box/programs/box_talk.py says what its fields mean. */
export interface Message {
  readonly id: string;
  readonly start?: Request;
  readonly input?: Piece & { readonly end: boolean };
  readonly out?: number;
  readonly err?: number;
  readonly signal?: "INT" | "TERM" | "KILL";
  readonly wait?: number;
}

export interface Answer {
  readonly out: Piece;
  readonly err: Piece;
  readonly taken: number;
  readonly exit: number | null;
}

/** There is no such job. */
export interface Lost {
  readonly lost: string;
}

/** Sends a message until it is answered. */
export type Talk = (message: Message) => Promise<Answer | Lost>;
