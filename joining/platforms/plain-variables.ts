import { unfitCharacter } from "../../settings/unfit-characters";
import { scalarText } from "../compose/values";
import type { AppInput } from "../joined";
import { hasSecretName, isSecret } from "../secret-like";
import type { Fields } from "../../settings/settings-view";

/** Variables of a platform's file that are taken, and what is said of the others. */
export interface PlainVariables {
  readonly settings: Pick<AppInput, "env" | "secrets">;
  readonly port?: number;
  readonly notes: readonly string[];
}

const own = ["DATABASE_URL", "DATABASE_PASSWORD", "REDIS_URL", "REDIS_PREFIX", "CACHE_PASSWORD"];

/** Reads a map of environment variables. */
export function plainVariables(env: Fields): PlainVariables {
  const all = Object.entries(env).map(([name, value]) => [name, scalarText(value) ?? ""] as const);
  const usable = all.filter(
    ([name, value]) => /^[A-Z_][A-Z0-9_]*$/.test(name) && unfitCharacter(value) === undefined,
  );
  const rest = usable.filter(([name]) => name !== "PORT" && !own.includes(name));
  const secret = ([name, value]: readonly [string, string]) =>
    isSecret(name, value) || (value === "" && hasSecretName(name));
  const plain = rest.filter((pair) => !secret(pair));
  const secrets = rest.filter(secret).map(([name]) => name);
  const refused = all.filter((pair) => !usable.includes(pair)).map(([name]) => JSON.stringify(name));
  const port = Number(usable.find(([name]) => name === "PORT")?.[1]);
  return {
    settings: {
      ...(plain.length > 0 && { env: Object.fromEntries(plain) }),
      ...(secrets.length > 0 && { secrets }),
    },
    ...(Number.isSafeInteger(port) && port >= 1 && port <= 65_535 && { port }),
    notes: [
      ...refused.map(
        (name) => `env: ${name}: not a name or value that reaches a container; set it in the image`,
      ),
      ...usable.flatMap(([name]) =>
        own.includes(name) ? [`env: ${name}: left out; database: true and cache: true set it`] : [],
      ),
    ],
  };
}
