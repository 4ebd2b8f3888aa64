import type { Problem } from "../problems";
import type { AppView, SettingsView } from "../settings-view";

const sources = ["image", "build", "static"];

/** Settings that mean something only for a container. */
const containerSettings = [
  "port",
  "health",
  "command",
  "database",
  "cache",
  "passwordVersion",
  "env",
  "secrets",
  "migrate",
  "volumes",
  "memoryMb",
  "cpu",
  "scale",
  "startSeconds",
  "connections",
  "databaseTls",
  "readOnly",
  "overlap",
  "stopSeconds",
  "maxBodyMb",
];

/** Settings that mean something only for an app that is reached from outside. */
const servingSettings = ["health", "hosts", "redirectHosts", "basicAuth", "maxBodyMb", "rateLimit"];

/** An app has exactly one source, and only settings that mean something for its kind. */
export function appKindProblems({ apps }: SettingsView): readonly Problem[] {
  return apps.flatMap((app) => [...sourceProblems(app), ...kindProblems(app)]);
}

function sourceProblems({ path, given }: AppView): readonly Problem[] {
  const found = sources.filter((source) => given.has(source));
  if (found.length === 1) return [];
  const problem = found.length === 0 ? "nothing to run" : "more than one thing to run";
  return [
    { path, problem, got: found.join(", ") || undefined, allowed: `exactly one of ${sources.join(", ")}` },
  ];
}

function kindProblems(app: AppView): readonly Problem[] {
  if (app.given.has("static"))
    return unwanted(app, notForStatic(app), "a static site has no container", "remove it");
  if (app.given.has("port")) return [];
  return unwanted(
    app,
    servingSettings,
    "an app without a port is not reached from outside",
    "add port, or remove it",
  );
}

/** A static site's only use for a secret is the password of its visitors. */
function notForStatic({ given }: AppView): readonly string[] {
  return given.has("basicAuth")
    ? containerSettings.filter((setting) => setting !== "secrets")
    : containerSettings;
}

function unwanted(
  { path, given }: AppView,
  settings: readonly string[],
  problem: string,
  hint: string,
): readonly Problem[] {
  return settings
    .filter((setting) => given.has(setting))
    .map((setting) => ({ path: `${path}.${setting}`, problem, hint }));
}
