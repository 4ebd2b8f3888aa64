import type { Problem } from "../problems";
import { secretPlaceholder } from "../encrypted-values";
import { unfitCharacter } from "../unfit-characters";

/**
 * How the values of secrets were read. file: an encrypted one is a placeholder, anything else stands in the file as it is.
 * decrypted: from Pulumi, and some were encrypted; which, Pulumi does not say. plain: from Pulumi, and none was encrypted.
 */
export type SecretReading = "file" | "decrypted" | "plain";

type Fault = Omit<Problem, "path">;

/** Of a standard parameter; https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html, read 2026-11-21. */
const longestBytes = 4096;

/** What is wrong with the value of a given secret; the value itself is never part of it. `command` sets it rightly. */
export function secretFault(value: unknown, reading: SecretReading, command: string): Fault | undefined {
  if (typeof value !== "string" || value === "")
    return { problem: "not a value", allowed: "text that is not empty" };
  if (isPlain(value, reading))
    return {
      problem: "not encrypted",
      hint: `whoever read the file knows it: make a new one, and ${command}`,
    };
  return textFault(value);
}

function isPlain(value: string, reading: SecretReading): boolean {
  return reading === "plain" || (reading === "file" && value !== secretPlaceholder);
}

/** What AWS's Parameter Store refuses, and what no environment variable can hold. */
function textFault(value: string): Fault | undefined {
  const bytes = Buffer.byteLength(value);
  if (bytes > longestBytes) {
    const hint = "split it into several";
    return { problem: "too long", got: `${bytes} bytes`, allowed: `at most ${longestBytes} bytes`, hint };
  }
  if (/\{\{.*\}\}/s.test(value))
    return {
      problem: "AWS refuses values with {{ and }}",
      hint: "encode it as base64, and decode it in the app",
    };
  const got = unfitCharacter(value);
  if (got === undefined) return undefined;
  return {
    problem: "a character that does not reach the container as it is",
    got,
    hint: "encode it as base64, and decode it in the app",
  };
}
