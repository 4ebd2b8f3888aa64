import { quoted } from "../../settings/quoted";
import type { Fields } from "../../settings/settings-view";
import type { AppInput } from "../joined";
import type { Place } from "../place";
import { commandOf } from "./command";
import { type EnvironmentInput, environmentOf } from "./environment";
import type { GivenVariables } from "./given-variables";
import { healthOf } from "./health";
import { extensionsOf } from "./image-kind";
import { coveredKeys, keyNotes } from "./key-notes";
import { type RoutingInput, routingOf } from "./labels";
import { limitsOf } from "./limits";
import { isAwaitedOneOff, migrationOf } from "./one-off";
import { mainPort, portNotes, portsOf } from "./ports";
import type { ComposeFile } from "./read-compose";
import { dependenciesOf, type Server } from "./servers";
import { sourceOf } from "./source";
import { isOn, names, scalarText } from "./values";
import { volumesOf } from "./volumes";

/** One service as an app, but for its name; or why it is none. */
export interface ServiceInput {
  readonly settings: Omit<AppInput, "name">;
  readonly environment: EnvironmentInput;
  readonly notes: readonly string[];
  readonly covered: readonly string[];
}

/** What is known of the file around a service. */
export interface Surroundings {
  readonly compose: ComposeFile;
  readonly place: Place;
  readonly servers: readonly Server[];
  readonly given: ReadonlyMap<string, GivenVariables>;
  readonly secretTexts: readonly string[];
  readonly sharedVolumes: ReadonlySet<string>;
}

/** Reads one service. A text is the reason why it is no app. */
export function serviceInput(name: string, service: Fields, around: Surroundings): ServiceInput | string {
  const { compose, place } = around;
  const source = sourceOf(service, place);
  if ("problem" in source) return source.problem;
  const given = around.given.get(name) ?? { variables: new Map(), notes: [] };
  const environment = environmentOf(given.variables, {
    variables: compose.variables,
    servers: around.servers.filter(({ service: other }) => other !== name),
    dependencies: dependenciesOf(service),
    secretTexts: around.secretTexts,
  });
  const routing = routingOf(service, given.variables);
  const serving = servingOf(service, environment, routing);
  const limits = limitsOf(service);
  const command = commandOf(service.command, compose.variables, around.secretTexts);
  const migrate = migrationOf(service, compose.services, compose.variables);
  const volumes = volumesOf(service, {
    place,
    declared: compose.volumes,
    shared: around.sharedVolumes,
    readOnly: isOn(service.read_only),
  });
  return {
    settings: {
      ...source.settings,
      ...serving.settings,
      ...(command && "words" in command && { command: [...command.words] }),
      ...(environment.database && { database: true }),
      ...(environment.cache && { cache: true }),
      ...(Object.keys(environment.env).length > 0 && { env: { ...environment.env } }),
      ...(environment.secrets.length > 0 && { secrets: [...environment.secrets] }),
      ...(migrate !== undefined && { migrate }),
      ...(volumes.volumes.length > 0 && { volumes: [...volumes.volumes] }),
      ...limits.settings,
    },
    environment,
    notes: [
      ...source.notes,
      ...given.notes,
      ...serving.notes,
      ...(command && "problem" in command ? [`command: left out: ${command.problem}`] : []),
      ...environment.notes,
      ...dependencyNotes(service, environment, around),
      ...extensionNotes(environment, compose),
      ...secretNotes(service, environment),
      ...volumes.notes,
      ...limits.notes,
      ...keyNotes(service),
    ],
    covered: coveredKeys(service),
  };
}

function servingOf(service: Fields, environment: EnvironmentInput, routing: RoutingInput | undefined) {
  const ports = portsOf(service.ports, service.expose);
  const health = healthOf(service.healthcheck);
  const served = ports.published.length > 0 || routing !== undefined;
  const hints = [ports.published.length > 1 ? health.port : undefined, environment.port];
  const likely = routing?.port ?? mainPort(ports, hints) ?? health.port ?? environment.port;
  const port = served ? likely : undefined;
  const path = health.port === undefined || health.port === port ? health.path : undefined;
  const hosts = (routing?.hosts ?? []).map(quoted);
  return {
    settings: {
      ...(port !== undefined && { port }),
      ...(port !== undefined && path !== undefined && { health: path }),
      ...(health.startSeconds !== undefined && { startSeconds: health.startSeconds }),
    },
    notes: [
      ...(served && port === undefined && routing !== undefined
        ? ["port: the file has routes but no port; write the one the app listens on"]
        : []),
      ...(hosts.length > 0
        ? [`hosts: ${hosts.join(", ")}: write them here when the stack has a domain`]
        : []),
      ...portNotes(ports, port),
      ...(health.other
        ? [
            "healthcheck: its command is not taken; health: is asked over HTTP, an image's own check counts for workers",
          ]
        : []),
    ],
  };
}

/** Services that are waited for and that no variable names, so that nothing was said of them yet. */
function dependencyNotes(service: Fields, { reached }: EnvironmentInput, { servers, compose }: Surroundings) {
  const waited = servers.filter((server) => dependenciesOf(service).includes(server.service));
  const untold = waited.filter(
    (server) => !reached.includes(server) && !isAwaitedOneOff(server.service, compose.services),
  );
  return untold.flatMap(({ service: other, kind }) => {
    const what = `depends_on: ${quoted(other)}`;
    if (kind === "server")
      return [`${what}: a stack does not offer it: give the app the address of a server elsewhere`];
    return kind === "app" ? [`${what}: apps start on their own, and do not reach each other by name`] : [];
  });
}

function extensionNotes({ database }: EnvironmentInput, { services }: ComposeFile): readonly string[] {
  const image = scalarText(services.get(database?.service ?? "")?.image) ?? "";
  const extensions = extensionsOf(image);
  return extensions === undefined
    ? []
    : [
        `database: the box's PostgreSQL is the official image, without ${extensions}; see whether the app runs without`,
      ];
}

function secretNotes(service: Fields, environment: EnvironmentInput): readonly string[] {
  const files = names(service.secrets);
  if (files.length === 0) return [];
  const known =
    environment.secrets.length > 0 ? `; here they are variables (${environment.secrets.join(", ")})` : "";
  return [`secrets: no files in /run/secrets${known}`];
}
