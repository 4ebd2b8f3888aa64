import type { DeployedStack } from "../../plan/deployed";
import type { Choice } from "../../plan/switching/choices";
import { SettingsError } from "../../settings/problems";
import type { StackSettings } from "../../settings/stack-settings";
import { type LoadedStack, withChanges } from "../load-stack";
import { settled } from "./settled";
import { monthlyTotal } from "./standby-cost";

/** A choice and what the stack costs with it in a month, in US dollars, usage included; or the first reason why the settings refuse it. */
export interface PricedChoice extends Choice {
  readonly usdPerMonth?: number;
  readonly refused?: string;
  /** Of a retirement: what it removes for good. */
  readonly removes?: readonly string[];
}

/** Prices every choice from the settings file of the stack and what is deployed: a retirement as it ends. */
export async function pricedChoices(
  stack: string,
  written: StackSettings & { readonly deployed: DeployedStack },
  choices: readonly Choice[],
): Promise<readonly PricedChoice[]> {
  const priced: PricedChoice[] = [];
  // One after the other: Pulumi's mocks are the process's own.
  for (const choice of choices) priced.push(await pricedChoice(stack, written, choice));
  return priced;
}

async function pricedChoice(
  stack: string,
  written: Parameters<typeof withChanges>[1],
  choice: Choice,
): Promise<PricedChoice> {
  try {
    const usdPerMonth = await monthlyTotal(settled(stack, written, choice.set));
    return { ...choice, usdPerMonth, ...removesOf(stack, written, choice) };
  } catch (error) {
    if (error instanceof SettingsError) return { ...choice, refused: firstOf(error) };
    throw error;
  }
}

/** By the plan without the retirement. */
function removesOf(
  stack: string,
  written: Parameters<typeof withChanges>[1],
  { set }: Choice,
): Pick<PricedChoice, "removes"> {
  const part = set.find((one) => /^retire=./.test(one))?.slice("retire=".length);
  if (part === undefined) return {};
  const { switching }: LoadedStack = withChanges(stack, written, [...set, "retire="]);
  const removes = switching?.retirement.find((one) => one.part === part)?.removes;
  return removes ? { removes } : {};
}

function firstOf({ problems: [first, ...others] }: SettingsError): string {
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  return `${first?.path ?? ""}: ${first?.problem ?? ""}${more}`;
}
