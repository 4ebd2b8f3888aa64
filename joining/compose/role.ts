import { quoted } from "../../settings/quoted";
import type { Fields } from "../../settings/settings-view";
import type { LeftOut } from "../joined";
import { imageKind, repository } from "./image-kind";
import { isAwaitedOneOff, isJob, migrationOf } from "./one-off";
import { refusals } from "./refusals";
import { routingOf } from "./labels";
import { interpolate } from "./interpolate";
import { dependenciesOf, serversNamed } from "./servers";
import type { Surroundings } from "./service-input";
import { isSaid, scalarText, texts } from "./values";

type Left = Omit<LeftOut, "origin">;

const replaced = {
  proxy: "Ladder has a proxy with HTTPS of its own",
  updater: "images change when their version in the settings does; npm run outdated tells what is old",
  backup: "Ladder backs databases and volumes up each night (backups.nightly)",
} as const;

/** Whether a service can be an app, or why it is left out. */
export function roleOf(
  name: string,
  service: Fields,
  around: Surroundings,
  profiles: readonly string[],
): "app" | Left {
  const asleep = texts(service.profiles);
  if (asleep.length > 0 && !asleep.some((profile) => profiles.includes(profile)))
    return left(
      `profiles: ${asleep.map(quoted).join(", ")}: runs only when asked for; --profile takes it along`,
    );
  const kind = imageKind(scalarText(service.image) ?? "");
  if (kind === "proxy" || kind === "updater" || kind === "backup")
    return { reasons: [replaced[kind]], replaced: true };
  if (kind === "database" || kind === "cache") return dataService(name, kind, around);
  if (kind === "server")
    return left("a stack offers PostgreSQL and Redis; run this elsewhere, and give its address to the apps");
  const reasons = refusals(service);
  if (reasons.length > 0) return { reasons, replaced: false };
  return oneOff(name, service, around) ?? inner(name, service, around) ?? "app";
}

function left(reason: string): Left {
  return { reasons: [reason], replaced: false };
}

function dataService(name: string, kind: "database" | "cache", around: Surroundings): Left {
  const what = kind === "database" ? "database: true" : "cache: true";
  const users = [...around.compose.services].filter(
    ([other, service]) =>
      other !== name && (dependenciesOf(service).includes(name) || reaches(other, name, around)),
  );
  if (users.length === 0) return left(`no service is seen to use it; write ${what} into the app that does`);
  const data =
    kind === "database"
      ? "; bring the data over with pg_dump and npm run box -- psql"
      : "; what is in it does not come along";
  return { reasons: [`the apps that use it have ${what}${data}`], replaced: true };
}

function oneOff(name: string, service: Fields, { compose }: Surroundings): Left | undefined {
  if (isAwaitedOneOff(name, compose.services)) {
    const takers = [...compose.services].filter(
      ([, other]) => migrationOf(other, new Map([[name, service]]), compose.variables) !== undefined,
    );
    const [taker] = takers;
    return taker === undefined
      ? left(
          "it runs once before others start; its work belongs into migrate: of the app that waits for it, in that app's image",
        )
      : {
          reasons: [`its command is migrate: of ${takers.map(([other]) => quoted(other)).join(", ")}`],
          replaced: true,
        };
  }
  return isJob(service)
    ? left("it runs once and ends (restart: no); run it by hand: npm run box -- exec")
    : undefined;
}

/** A service that only other services of the file reach; and a web server that only passes on to them. */
function inner(name: string, service: Fields, around: Surroundings): Left | undefined {
  const { compose, given } = around;
  const others = [...compose.services.keys()].filter((other) => other !== name);
  const passesOn = /^(nginx|httpd|nginxinc\/nginx-unprivileged|openresty\/openresty)$/.test(
    repository(scalarText(service.image) ?? ""),
  );
  if (passesOn && dependenciesOf(service).some((other) => others.includes(other)))
    return left(
      "a web server in front of other services: Ladder's own proxy goes to one HTTP port of each app; an app that needs this one (PHP-FPM) needs it in its image",
    );
  if (isSaid(service.ports) || routingOf(service, given.get(name)?.variables ?? new Map()) !== undefined)
    return undefined;
  const users = others.filter((other) => reaches(other, name, around));
  return users.length === 0
    ? undefined
    : left(
        `only ${users.map(quoted).join(", ")} ${users.length === 1 ? "reaches" : "reach"} it, by name, which apps of a stack cannot; put both into one image, or give it a port and tell the others its public address`,
      );
}

/** Whether a variable of the one names the other. */
function reaches(user: string, name: string, { compose, given, servers }: Surroundings): boolean {
  const target = servers.filter(({ service }) => service === name);
  return [...(given.get(user)?.variables ?? [])].some(
    ([variable, template]) =>
      serversNamed(variable, interpolate(template ?? "", compose.variables).text, target).length > 0,
  );
}
