import { settingsSchema } from "./schema";
import { isFields } from "./settings-view";

/**
 * The settings without optional ones that are empty. Pulumi has no optional settings: one that is declared in
 * Pulumi.yaml must have a value, so "" and {} there mean "not set", as no apps do.
 */
export function withoutUnset(raw: unknown): unknown {
  if (!isFields(raw)) return raw;
  return Object.fromEntries(Object.entries(raw).filter(([key, value]) => !isUnset(key, value)));
}

function isUnset(key: string, value: unknown): boolean {
  if (key === "apps") return value === null || (Array.isArray(value) && value.length === 0);
  return isOptional(key) && isEmpty(value);
}

/** Whether a setting at the root has neither a default nor a must. */
export function isOptional(key: string): boolean {
  const shape = settingsSchema.shape;
  return Object.hasOwn(shape, key) && shape[key as keyof typeof shape]._zod.def.type === "optional";
}

function isEmpty(value: unknown): boolean {
  return value === "" || (isFields(value) && Object.keys(value).length === 0);
}
