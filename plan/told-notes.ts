import type { Plan } from "./types";

type Watched = Pick<Plan, "alerts" | "budget">;

/** Names that RFC 2606 keeps for examples: no mail ever arrives there. */
const reserved = /[@.](example\.(com|net|org)|example|invalid|test|localhost)$/i;

/** Whom nobody would miss until something is wrong: alarms and a budget that reach no one. */
export function toldNotes({ alerts, budget }: Watched): readonly string[] {
  const hooked = alerts?.webhook !== undefined;
  return [
    ...silence(alerts, "alerts", "No alarms: nobody is told when the stack fails", hooked),
    ...silence(budget, "budget", "No budget: nobody is told what the account spends", hooked),
    ...placeholders({ alerts, budget }),
  ];
}

function silence(
  group: { readonly emails: readonly string[] } | undefined,
  name: "alerts" | "budget",
  missing: string,
  hooked: boolean,
): readonly string[] {
  if (!group) return [`${missing}; ladder:${name} tells somebody (docs/operate.md).`];
  if (group.emails.length > 0 || hooked) return [];
  const what = name === "alerts" ? "Alarms reach" : "The budget reaches";
  return [`${what} nobody, only the console: set ${name}.emails, or alerts.webhook.`];
}

function placeholders(watched: Watched): readonly string[] {
  const found = (["alerts", "budget"] as const).flatMap((name) =>
    (watched[name]?.emails ?? []).filter((one) => reserved.test(one)).map((one) => `${name}.emails ${one}`),
  );
  return found.length === 0
    ? []
    : [`Nobody reads addresses that are kept for examples: ${found.join(", ")}.`];
}
