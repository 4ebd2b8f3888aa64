import type * as pulumi from "@pulumi/pulumi";
import type { AlarmTarget } from "../../plan/alerts/alarm";

/** How CloudWatch names a thing: dimension -> value. */
export type Dimensions = Readonly<Record<string, pulumi.Output<string>>>;

/** What alarms may look at, `target` or `target/app` -> its dimensions. */
export type Watched = Readonly<Record<string, Dimensions>>;

/** The dimensions of a target; one that the tier does not give is a mistake of the program. */
export function dimensionsOf(
  watched: Watched,
  { target, app }: { readonly target: AlarmTarget; readonly app?: string },
): Dimensions {
  const found = watched[app === undefined ? target : `${target}/${app}`];
  if (!found) throw new RangeError(`nothing tells the dimensions of ${target} ${app ?? ""}`);
  return found;
}
