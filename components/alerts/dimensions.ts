import type * as pulumi from "@pulumi/pulumi";
import type { ChartTarget } from "../../plan/alerts/dashboard";

/** How CloudWatch names a thing: dimension -> value. */
export type Dimensions = Readonly<Record<string, pulumi.Output<string>>>;

/** What alarms may look at, `target` or `target/app` -> its dimensions. */
export type Watched = Readonly<Record<string, Dimensions>>;

/** The dimensions of what an alarm or a chart looks at; one that the tier does not give is a mistake of the program. */
export function dimensionsOf(
  watched: Watched,
  { target, app }: { readonly target: ChartTarget; readonly app?: string },
): Dimensions {
  const found = watched[app === undefined ? target : `${target}/${app}`];
  if (!found) throw new RangeError(`nothing tells the dimensions of ${target} ${app ?? ""}`);
  return found;
}
