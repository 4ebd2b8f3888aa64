import { notOnline } from "./messages";

/** The parts of the SDK's errors that tell whether waiting may help. */
interface ServiceError {
  readonly name: string;
  readonly message: string;
  readonly $fault?: "client" | "server";
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly code?: string;
}

/** Under load. */
const passing = new Set([
  "InternalServerError",
  "RequestTimeout",
  "ThrottlingException",
  "TimeoutError",
  "TooManyRequestsException",
]);
const network = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Why to ask again later; undefined when asking again would not help: no credentials, no permission. */
export function temporaryReason(error: unknown): string | undefined {
  const { name, message, code, $fault } = error as ServiceError;
  if (name === "InvocationDoesNotExist") return "the command is on its way";
  if (name === "InvalidInstanceId") return notOnline;
  if (passing.has(name) || $fault === "server" || network.has(code ?? "")) return `${name}: ${message}`;
  return undefined;
}
