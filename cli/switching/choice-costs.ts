import { reviewStack } from "../../cost/stack-review";
import type { DeployedStack } from "../../plan/deployed";
import type { Choice } from "../../plan/switching/status";
import { SettingsError } from "../../settings/problems";
import { readStackFile } from "../../settings/read-file";
import type { StackSettings } from "../../settings/stack-settings";
import { withChanges } from "../load-stack";
import { evaluateStack } from "../review-stack";

/** Of a retirement: data away, protection lifted, removed. */
const updatesAtMost = 3;

/** A choice and what the stack costs with it in a month, in US dollars, usage included; or the first reason why the settings refuse it. */
export interface PricedChoice extends Choice {
  readonly usdPerMonth?: number;
  readonly refused?: string;
}

/**
 * Prices every choice from the settings file of the stack and what is deployed; as they are when the stack has no file here.
 * A retirement is priced as it ends, after as many updates as one may take.
 */
export async function pricedChoices(
  stack: string,
  deployed: DeployedStack,
  choices: readonly Choice[],
): Promise<readonly PricedChoice[]> {
  const written = settingsOf(stack);
  if (written === undefined) return choices;
  const priced: PricedChoice[] = [];
  // One after the other: Pulumi's mocks are the process's own.
  for (const choice of choices) priced.push(await pricedChoice(stack, { ...written, deployed }, choice));
  return priced;
}

function settingsOf(stack: string): StackSettings | undefined {
  try {
    return readStackFile(".", stack);
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}

async function pricedChoice(
  stack: string,
  written: Parameters<typeof withChanges>[1],
  choice: Choice,
): Promise<PricedChoice> {
  try {
    let last = withChanges(stack, written, choice.set);
    for (let update = 1; update < updatesAtMost; update += 1)
      last = withChanges(stack, { ...written, deployed: last.after }, choice.set);
    const { resources } = await evaluateStack(last);
    return { ...choice, usdPerMonth: reviewStack(last.plan, resources).monthly.total };
  } catch (error) {
    if (error instanceof SettingsError) return { ...choice, refused: firstOf(error) };
    throw error;
  }
}

function firstOf({ problems: [first, ...others] }: SettingsError): string {
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  return `${first?.path ?? ""}: ${first?.problem ?? ""}${more}`;
}
