import { createHmac } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * The value of a generated secret: letters and digits, derived from the stack's key, so that removing an app and
 * adding it again gives the same value and its encrypted data stays readable. `version` rotates it.
 */
export function derivedSecret(key: string, purpose: string, version: number, length: number): string {
  const digest = createHmac("sha512", key).update(`${purpose}\n${version}\n${length}`).digest("hex");
  const base = BigInt(alphabet.length);
  let rest = BigInt(`0x${digest}`);
  let text = "";
  // Least significant digits first: their distribution is even, the leading digit's is not.
  while (text.length < length) {
    text += alphabet[Number(rest % base)];
    rest /= base;
  }
  return text;
}
