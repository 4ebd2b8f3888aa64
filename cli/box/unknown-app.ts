import { didYouMean } from "../../settings/did-you-mean";
import { type Fields, settingsView } from "../../settings/settings-view";
import type { Request } from "./message";

const services: readonly string[] = ["caddy", "postgres", "redis"];

/**
 * What to say first of an app that the stack's file does not have. No refusal: the box may still run one that was taken
 * out of the file.
 */
export function unknownApp(request: Request, stack: string, raw: Fields): string | undefined {
  const app = "app" in request ? request.app : null;
  if (app === null) return undefined;
  const apps = settingsView(raw).apps.flatMap(({ name }) => (name === undefined ? [] : [name]));
  // Such a file is not the whole of the settings.
  if (apps.length === 0) return undefined;
  const known = request.command === "logs" ? [...apps, ...services] : apps;
  if (known.includes(app)) return undefined;
  const meant = didYouMean(app, known);
  return `Pulumi.${stack}.yaml has no app ${app}${meant === undefined ? "" : `; ${meant}`}`;
}
