import { unfitCharacter } from "../../settings/unfit-characters";
import { hasSecretName, isSecret } from "../secret-like";
import { interpolate, type Variables } from "./interpolate";
import { type Server, serversNamed } from "./servers";

/** One variable of a service with its value filled in. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly secret: boolean;
  /** Variables of the file's own .env that have no value. */
  readonly unset: readonly string[];
  /** Services that the value names. */
  readonly named: readonly Server[];
}

export interface VariableContext {
  readonly variables: Variables;
  readonly servers: readonly Server[];
  /** Texts that are secret wherever they stand. */
  readonly secretTexts: readonly string[];
}

/** What a variable says. Without a text its value is that of the variable of the same name in .env. */
export function variableOf(name: string, template: string | undefined, context: VariableContext): Variable {
  const { variables, servers, secretTexts } = context;
  const inherited = /^[A-Za-z_]\w*$/.test(name) ? `\${${name}}` : "";
  const { text: value, names, unset } = interpolate(template ?? inherited, variables);
  const carries =
    value !== "" && (secretTexts.some((text) => value.includes(text)) || names.some(hasSecretName));
  // Without a value the name alone says that there should be a secret.
  const secret = isSecret(name, value) || (value === "" && hasSecretName(name)) || carries;
  const named = serversNamed(name, value, servers);
  return { name, value, secret: secret || isFileOfSecret(name, value), unset, named };
}

/** `DB_PASSWORD_FILE=/run/secrets/x` asks for the secret in a file; here it is a variable. */
export function secretName({ name, value }: Variable): string {
  return isFileOfSecret(name, value) ? name.replace(/__?FILE$/, "") : name;
}

/** Why a variable cannot be given to an app. */
export function variableProblem({ name, value, secret }: Variable): string | undefined {
  if (/^[A-Z_][A-Z0-9_]*$/.test(name))
    return unfitCharacter(value) === undefined
      ? undefined
      : "its value has characters that do not reach a container";
  const rule = "names have upper-case letters, digits and _";
  return secret
    ? `${rule}; give the secret under such a name, and let the image's start script pass it on`
    : `${rule}; set it in the image (build: a folder with FROM and ENV)`;
}

function isFileOfSecret(name: string, value: string): boolean {
  return name.endsWith("_FILE") && value.startsWith("/run/secrets/");
}
