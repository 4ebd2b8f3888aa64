import { list } from "./rule";

/** A statement of an IAM or bucket policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: unknown;
}

/** What cannot be read may say anything: it counts as the worst, so that no rule holds by accident. */
const unreadable: readonly Statement[] = [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }];

/** The statements of a policy document. */
export function statements(document: unknown): readonly Statement[] {
  try {
    const { Statement: found } = JSON.parse(String(document)) as { Statement?: unknown };
    return found === undefined ? unreadable : list<unknown>(found).flatMap(readable);
  } catch {
    return unreadable;
  }
}

function readable(statement: unknown): readonly Statement[] {
  return typeof statement === "object" && statement !== null ? [statement] : unreadable;
}

/** Whatever is no refusal counts as a permission. */
export function allows({ Effect }: Statement): boolean {
  return Effect !== "Deny";
}

/** Actions in lower case: IAM ignores case. What is no text counts as every action. */
export function actionsOf({ Action }: Statement): readonly string[] {
  return list<unknown>(Action).map((action) => (typeof action === "string" ? action.toLowerCase() : "*"));
}

/** Whether the statement refuses everybody who comes without TLS. Of what, its actions and resources say. */
export function deniesPlain(statement: Statement): boolean {
  return (
    !allows(statement) &&
    everyone(statement) &&
    JSON.stringify(statement.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}'
  );
}

/** Whether the statement is about everybody. */
export function everyone({ Principal, NotPrincipal }: Statement): boolean {
  if (NotPrincipal !== undefined) return true;
  if (typeof Principal !== "object" || Principal === null) return Principal === "*";
  return Object.values(Principal as Record<string, string | readonly string[]>).some((who) =>
    list(who).includes("*"),
  );
}
