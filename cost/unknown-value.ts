// Pulumi's marks on the wire: sdk/nodejs/runtime/rpc.ts (unknownValue, specialSigKey, specialSecretSig).
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** Whether a value of a preview is not known before the update. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** The value inside Pulumi's secret envelope, as far as it can be read; an encrypted one is not known. */
export function unwrapped(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(SIGNATURE in value)) return value;
  const envelope = value as { value?: unknown; plaintext?: string };
  if (envelope.value !== undefined) return envelope.value;
  return envelope.plaintext === undefined ? UNKNOWN : parsed(envelope.plaintext);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return UNKNOWN;
  }
}
