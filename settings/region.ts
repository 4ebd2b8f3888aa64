import type { Problem } from "./problems";
import { shownValue } from "./shown-value";

const path = "aws:region";
const pattern = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;

/** Whether the region is given and looks like one; whether it is priced and offered is for others to say. */
export function regionProblems(region: unknown): readonly Problem[] {
  if (typeof region === "string" && pattern.test(region)) return [];
  const missing = region === undefined || region === "";
  return [
    {
      path,
      problem: missing ? "missing" : "not a region",
      got: missing ? undefined : shownValue(region, [path]),
      allowed: "a region such as us-east-1",
      hint: "pulumi config set aws:region us-east-1",
    },
  ];
}
