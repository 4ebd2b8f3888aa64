/** Names whose value is a secret, however harmless it looks. */
const secretName =
  /PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|PRIVATE|PEPPER|APIKEY|WEBHOOK|(^|_)(PASS|PWD|PW|SALT|DSN|PAT|AUTH)(_|$)|PASS$|KEYS?(_BASE)?$|(^|_)KEYS?_/i;

/** Names that only speak of a secret: where it is, how long it lives. */
const aboutSecrets =
  /(_(FILE|PATH|DIR|TTL|LENGTH|LIFETIME|TYPE|HEADER|ALGORITHM|METHOD|ISSUER|AUDIENCE|ENABLED?|EXPIRY|EXPIRES(_IN)?|EXPIRATION|TIMEOUT|REQUIRED|POLICY|MIN|MAX|NAME))$|PUBLIC_KEY|KEYCLOAK|KEYBOARD|KEYSPACE|COMPASS|BYPASS/i;

const switchValue = /^(true|false|yes|no|on|off|none|disabled?|enabled?|)$/i;

/** Forms of well-known keys and of texts that carry a password: URLs, connection strings, keys of cloud services. */
const secretForms: readonly RegExp[] = [
  /[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:[^\s@/]+@/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\b(sk|pk|rk)[-_](live|test|proj|ant)[-_]|\bgh[pousr]_|\bgithub_pat_|\bglpat-|\bxox[abprs]-|\bAKIA[0-9A-Z]{12}|\bAIza[\w-]{20}|\bSG\.[\w-]{10}/,
  /\beyJ[\w-]{8,}\.[\w-]+/,
  /^base64:[A-Za-z0-9+/=]{20,}$/,
  /(password|passwd|pwd|secret|token|api[-_]?key|access[-_]?key|credentials?)["']?\s*[=:]\s*["']?[^\s"';&$]/i,
  // Long and mixed, as random values are and words are not; paths and host names have dots or lead with a slash.
  /^(?=(.*\d){3})(?=.*[a-z])[A-Za-z0-9+_-][A-Za-z0-9+/=_-]{19,}$/i,
];

/** Arguments that give a program a secret: `--requirepass x`, `-p=x`. */
const secretArgument =
  /(^|\s)--?\S*(pass(word|wd|phrase)?|secret|token|api-?key|credentials?)(=|\s+)["']?[^\s"'$-]/i;

/** Whether the value of a variable is one that must not be written down. When in doubt it is. */
export function isSecret(name: string, value: string): boolean {
  if (switchValue.test(value)) return false;
  return hasSecretName(name) || looksSecret(value);
}

/** Whether a variable of this name holds a secret. */
export function hasSecretName(name: string): boolean {
  return secretName.test(name) && !aboutSecrets.test(name);
}

/** Whether a text has the form of a secret, or carries one. */
export function looksSecret(text: string): boolean {
  return secretForms.some((form) => form.test(text));
}

/** Whether a command line carries a secret. */
export function isSecretCommand(parts: readonly string[]): boolean {
  return secretArgument.test(parts.join(" ")) || parts.some(looksSecret);
}

/** Where a key is, as the value of a variable that is named after the key. */
const path = /^\.{0,2}(\/[\w.-]+){2,}\/?$|^\.{0,2}\/[\w-]+\.\w{2,5}$/;

/**
 * Secret texts that would be told apart from ordinary words, longest first: `postgres` as a password is also the name of
 * an image.
 */
export function unmistakable(values: Iterable<string>): readonly string[] {
  const long = [...new Set(values)].filter(
    (value) => value.length >= 8 && !path.test(value) && (/\d|[^A-Za-z-]/.test(value) || value.length >= 16),
  );
  return long.toSorted((a, b) => b.length - a.length);
}
