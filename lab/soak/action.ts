import type { Home } from "../../box/run-command/move-data";
import type { Part } from "../../plan/switching/memory";
import type { Victim } from "../../rig/victims";
import type { Tier } from "../../settings/schema";

/** What a stack's user does by editing a setting and `pulumi up`. */
export type Change =
  | { readonly kind: "switch"; readonly tier: Tier }
  | { readonly kind: "database"; readonly home: Home }
  | { readonly kind: "traffic"; readonly percent: number }
  | { readonly kind: "retire"; readonly part: Part }
  /** A new version of the first app, which shows its number. */
  | { readonly kind: "deploy"; readonly version: number }
  /** Adds an app without data, or takes it away. */
  | { readonly kind: "app"; readonly there: boolean }
  /** Memory of the first app. */
  | { readonly kind: "limit"; readonly memoryMb: number };

/** Some of `pulumi`, or the machine, whose power is cut. */
export type Death = Victim | "the box";

export interface Killed {
  readonly kind: "killed";
  readonly of: Change;
  readonly victim: Death;
  /** After the change began. */
  readonly seconds: number;
  /** What the user does then: the same again, or, of a switch, back to the tier before. */
  readonly then: "again" | "back";
}

export type Action =
  | Change
  | Killed
  /** A change that must be refused, and leave everything as it was. */
  | { readonly kind: "refused"; readonly of: Change }
  /** The box's power is cut, and EC2 starts it on other hardware. */
  | { readonly kind: "power cut" }
  /** A backup by hand while visitors write. */
  | { readonly kind: "backup" }
  /** The newest backup is restored into scratch databases and compared. */
  | { readonly kind: "drill" }
  /** A backup, writes after it, and that backup in the database's place: those writes are gone, no other. */
  | { readonly kind: "restore" };

/** Actions after which all is as it was. */
const harmless = ["refused", "power cut", "drill"] as const;

export function isHarmless(action: Action): action is Extract<Action, { kind: (typeof harmless)[number] }> {
  return harmless.some((kind) => kind === action.kind);
}

/** A line about it. */
export function actionText(action: Action): string {
  switch (action.kind) {
    case "switch":
      return `switch ${action.tier}`;
    case "database":
      return `switch --database ${action.home}`;
    case "traffic":
      return `traffic ${action.percent}`;
    case "retire":
      return `retire ${action.part}`;
    case "deploy":
      return `version ${action.version} of the first app`;
    case "app":
      return action.there ? "an app is added" : "an app is removed";
    case "limit":
      return `${action.memoryMb} MiB for the first app`;
    case "killed":
      return `${actionText(action.of)}, ${action.victim} killed after ${action.seconds} s, then ${action.then}`;
    case "refused":
      return `${actionText(action.of)}, refused`;
    case "power cut":
    case "backup":
    case "drill":
    case "restore":
      return action.kind;
  }
}
