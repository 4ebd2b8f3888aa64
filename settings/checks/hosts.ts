import { configCommand } from "../config-command";
import type { Problem } from "../problems";
import type { AppView, SettingsView } from "../settings-view";
import { shownValue } from "../shown-value";
import { firstUse } from "./first-use";

const longestHost = 253;

/** One host name of an app, written down or by default. */
interface Host {
  readonly name: string;
  readonly path: string;
}

/** Every host name belongs to one app, and names are only given together with a domain. */
export function hostProblems(view: SettingsView, stack: string): readonly Problem[] {
  return [
    ...domainProblems(view, stack),
    ...view.apps.flatMap(emptyHosts),
    ...sharedHosts(view.apps.flatMap((app) => hostsOf(app, view.domain))),
  ];
}

function domainProblems({ apps, given }: SettingsView, stack: string): readonly Problem[] {
  if (given.has("domain")) return [];
  const paths = ["zoneId", "email"].filter((setting) => given.has(setting));
  const hosts = apps.flatMap(({ path, given: settings }) =>
    ["hosts", "redirectHosts"].filter((setting) => settings.has(setting)).map((name) => `${path}.${name}`),
  );
  return [...paths, ...hosts].map((path) => ({
    path,
    problem: "needs a domain, and none is set",
    hint: configCommand(stack, "set ladder:domain example.com"),
  }));
}

function emptyHosts({ path, given, hosts }: AppView): readonly Problem[] {
  if (!given.has("hosts") || hosts.length > 0) return [];
  return [{ path: `${path}.hosts`, problem: "no host name", hint: "leave hosts out for <name>.<domain>" }];
}

function hostsOf(app: AppView, domain: string | undefined): readonly Host[] {
  return [...servedHosts(app, domain), ...named(app.redirectHosts, `${app.path}.redirectHosts`)];
}

function named(hosts: readonly unknown[], path: string): readonly Host[] {
  return hosts.flatMap((host, index) =>
    typeof host === "string" ? [{ name: host, path: `${path}[${index}]` }] : [],
  );
}

function servedHosts({ path, name, given, hosts }: AppView, domain: string | undefined): readonly Host[] {
  if (given.has("hosts")) return named(hosts, `${path}.hosts`);
  const served = given.has("port") || given.has("static");
  return served && domain !== undefined && name !== undefined
    ? [{ name: `${name}.${domain}`, path: `${path}.name` }]
    : [];
}

function sharedHosts(hosts: readonly Host[]): readonly Problem[] {
  const use = firstUse();
  return hosts.flatMap(({ name, path }): readonly Problem[] => {
    const first = use(name, path);
    if (first !== undefined)
      return [{ path, problem: `already the host of ${first}`, got: shownValue(name, [path]) }];
    if (name.length <= longestHost) return [];
    return [{ path, problem: "the host name is too long", allowed: `at most ${longestHost} characters` }];
  });
}
