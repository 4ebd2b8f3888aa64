// Pulumi's marks on the wire: sdk/nodejs/runtime/rpc.ts (unknownValue, specialSigKey, specialSecretSig).
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
/** Stands in a preview for a secret. */
const SECRET = "[secret]";

/** Whether a value of a preview is not known before the update. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Whether a value is a secret that cannot be read here: the mark of a preview or an encrypted envelope. */
export function isSecret(value: unknown): boolean {
  return unwrapped(value) === SECRET;
}

/** Whether a value is a secret of a deployed state: encrypted, while a preview has a mark in its place. */
export function isEncrypted(value: unknown): boolean {
  return value !== SECRET && isSecret(value);
}

/** The value inside Pulumi's secret envelope, as far as it can be read. */
export function unwrapped(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(SIGNATURE in value)) return value;
  const envelope = value as { value?: unknown; plaintext?: string };
  if (envelope.value !== undefined) return envelope.value;
  return envelope.plaintext === undefined ? SECRET : parsed(envelope.plaintext);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return UNKNOWN;
  }
}
