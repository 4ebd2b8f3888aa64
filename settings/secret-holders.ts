import { offsiteKey, offsiteSecrets } from "./offsite-schema";
import type { AppView, SettingsView } from "./settings-view";

/** Whoever is given secrets under `secrets`: each app, and the off-site copy of backups. */
export type SecretHolder = Pick<AppView, "name" | "path" | "secrets"> & {
  /** Of an app. */
  readonly index?: number;
};

/** A name whose path Pulumi's `config set --path` takes as it is. */
export const holderName = /^_?[a-z0-9-]+$/;

/** The apps first, in their order. */
export function secretHolders({ apps, backups }: SettingsView): readonly SecretHolder[] {
  if (backups.offsite === undefined) return apps;
  const path = "backups.offsite";
  const secrets = Object.values(offsiteKey).map((name) => ({ path, name, generated: false }));
  return [...apps, { name: offsiteSecrets, path, secrets }];
}
