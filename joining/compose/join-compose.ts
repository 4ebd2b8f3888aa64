import { quoted } from "../../settings/quoted";
import type { Fields } from "../../settings/settings-view";
import { appNames } from "../app-name";
import type { Joined, JoinedApp, LeftOut } from "../joined";
import type { Place } from "../place";
import { givenVariables, secretTextsOf } from "./given-variables";
import { mountsOf } from "./mounts";
import { roleOf } from "./role";
import { type ComposeFile, readCompose } from "./read-compose";
import { serversOf } from "./servers";
import { serviceInput, type ServiceInput, type Surroundings } from "./service-input";
import { sharingDatabases } from "./sharing";
import { texts } from "./values";

/** Names that say nothing: the project's is a better one for an app that stands alone. */
const generic = ["app", "web", "server", "site", "main", "backend", "frontend", "webapp"];

type Candidate = readonly [service: string, input: ServiceInput];

/** Turns a Compose file into apps. Throws JoiningProblem for a text that is no Compose file. */
export function joinCompose(text: string, file: string, place: Place, profiles: readonly string[]): Joined {
  const compose = readCompose(text, file, place);
  const around = surroundings(compose, place);
  const leftOut: LeftOut[] = [];
  const candidates: Candidate[] = [];
  for (const [name, service] of compose.services) {
    const role = roleOf(name, service, around, profiles);
    const input = role === "app" ? serviceInput(name, service, around) : role;
    if (typeof input === "string") leftOut.push({ origin: origin(name), reasons: [input], replaced: false });
    else if ("reasons" in input) leftOut.push({ origin: origin(name), ...input });
    else candidates.push([name, input]);
  }
  const sharing = sharingDatabases(candidates);
  const apps = candidates.filter(([name]) => !sharing.has(name));
  for (const [name, reason] of sharing)
    leftOut.push({ origin: origin(name), reasons: [reason], replaced: false });
  return {
    apps: named(apps, compose),
    leftOut,
    notes: [...compose.notes, ...profileNotes(compose, profiles)],
    secretTexts: around.secretTexts,
  };
}

function profileNotes({ services }: ComposeFile, profiles: readonly string[]): readonly string[] {
  const known = new Set([...services.values()].flatMap((service) => texts(service.profiles)));
  const has = known.size === 0 ? "the file has none" : `the file has ${[...known].map(quoted).join(", ")}`;
  return profiles
    .filter((profile) => !known.has(profile))
    .map((profile) => `--profile ${quoted(profile)}: no service is of it; ${has}`);
}

function surroundings(compose: ComposeFile, place: Place): Surroundings {
  const given = new Map(
    [...compose.services].map(
      ([name, service]) => [name, givenVariables(service, place, compose.variables)] as const,
    ),
  );
  return {
    compose,
    place,
    servers: serversOf(compose.services),
    given,
    secretTexts: secretTextsOf([...given.values()], compose.variables),
    sharedVolumes: sharedVolumes(compose.services),
  };
}

function sharedVolumes(services: ReadonlyMap<string, Fields>): ReadonlySet<string> {
  const seen = new Map<string, number>();
  for (const service of services.values()) {
    const own = new Set(mountsOf(service.volumes).flatMap(({ source }) => source ?? []));
    for (const source of own) seen.set(source, (seen.get(source) ?? 0) + 1);
  }
  return new Set([...seen].filter(([, count]) => count > 1).map(([source]) => source));
}

function named(apps: readonly Candidate[], { project }: ComposeFile): readonly JoinedApp[] {
  const nameFor = appNames();
  return apps.map(([service, { settings, notes, covered }]) => ({
    settings: {
      name: nameFor(apps.length === 1 && generic.includes(service) ? project : service),
      ...settings,
    },
    origin: origin(service),
    notes,
    covered,
  }));
}

function origin(service: string): string {
  return `service ${quoted(service).slice(1, -1)}`;
}
