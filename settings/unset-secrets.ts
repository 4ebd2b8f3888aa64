import { holderName, secretHolders } from "./secret-holders";
import { isFields, settingsView } from "./settings-view";

/** Paths of the given secrets without a value, where one could be put; what is written wrongly is left to the checks. */
export function unsetSecrets(raw: unknown): readonly string[] {
  const view = settingsView(raw);
  const { secrets } = view;
  if (secrets === undefined) return [];
  const missing = secretHolders(view).flatMap(({ name, secrets: declared }) => {
    if (name === undefined || !holderName.test(name)) return [];
    const values = Object.hasOwn(secrets, name) ? secrets[name] : {};
    if (!isFields(values)) return [];
    return declared
      .filter((secret) => !secret.generated && !Object.hasOwn(values, secret.name))
      .map((secret) => `secrets.${name}.${secret.name}`);
  });
  return [...new Set(missing)];
}
