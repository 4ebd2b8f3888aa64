import { configCommand } from "./config-command";
import regionData from "./data/regions.json";
import { didYouMean } from "./did-you-mean";
import type { Problem } from "./problems";
import { formatPath } from "./setting-path";
import { shownValue } from "./shown-value";

const path = "aws:region";
const allowed = "a commercial region such as us-east-1";

/** AWS's commercial regions. */
export const regionNames: readonly string[] = regionData.regions;

/** Whether the region is given and exists; whether it is priced and offers what is needed is for others to say. */
export function regionProblems(
  region: unknown,
  stack: string,
  keys: readonly string[] = [],
): readonly Problem[] {
  if (typeof region === "string" && regionNames.includes(region)) return [];
  const command = configCommand(stack, `set ${path} us-east-1`);
  if (region === undefined || region === "") return [missingRegion(command, keys)];
  const near = typeof region === "string" ? didYouMean(region, regionNames) : undefined;
  return [
    { path, problem: "unknown region", got: shownValue(region, [path]), allowed, hint: near ?? command },
  ];
}

/** The region may be there under a misspelt key. */
function missingRegion(command: string, keys: readonly string[]): Problem {
  const near = keys.find((key) => key.startsWith("aws:") && didYouMean(key.slice(4), ["region"]));
  const hint = near === undefined ? command : `did you mean ${path}?`;
  return { path, problem: "missing", got: near && formatPath([near]), allowed, hint };
}
