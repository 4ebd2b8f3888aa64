import type { AppPlan, Homes } from "../../plan/types";
import { paths, secretsFile, volumeFolder } from "../paths";
import { imageVariable } from "./image-variable";
import {
  baseService,
  healthCheck,
  literal,
  mount,
  oomScores,
  type HealthCheck,
  type Mount,
  type Service,
} from "./service";

/** Where an app finds the static busybox. */
export const busyboxInside = "/.ladder/busybox";

/**
 * For images that start as root and then drop to a user of their own, as most official images do: they chown their
 * folders (CHOWN, FOWNER, DAC_OVERRIDE), change user (SETUID, SETGID) and stop their workers (KILL). Ports below 1024
 * need no capability in a container. An image that starts as another user has none of these.
 */
const capabilities = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "SETGID", "SETUID"] as const;

/** The network an app shares with what it uses and what reaches it, and with no other app. */
export function appNetwork(app: string): string {
  return `app-${app}`;
}

/** Service of an app that has a container. */
export function appService(app: AppPlan, homes: Homes): Service {
  return {
    image: imageOf(app),
    ...(app.command && { command: app.command.map(literal) }),
    ...baseService(app.memoryMb),
    ...environment(app),
    networks: { [appNetwork(app.name)]: {} },
    volumes: mounts(app),
    ...(app.readOnly && { read_only: true, tmpfs: ["/tmp:size=32m,mode=1777"] }),
    ...dependencies(app, homes),
    ...health(app),
    stop_grace_period: `${app.stopSeconds}s`,
    oom_score_adj: oomScores.app,
    cap_add: capabilities,
  };
}

/** Whether the app has a value that only its env file may hold. */
export function hasSecrets(app: AppPlan): boolean {
  return app.secrets.length > 0 || app.database !== undefined || app.cache !== undefined;
}

function imageOf({ name, source }: AppPlan): string {
  return source.kind === "image" ? literal(source.reference) : `\${${imageVariable(name)}:?}`;
}

function environment(app: AppPlan): Pick<Service, "environment" | "env_file"> {
  const own = Object.entries(app.env).map(([name, value]) => [name, literal(value)]);
  return {
    environment: {
      ...Object.fromEntries(own),
      ...(app.port !== undefined && { PORT: String(app.port) }),
      ...(app.cache && { REDIS_PREFIX: app.cache.prefix }),
    },
    ...(hasSecrets(app) && { env_file: [secretsFile(app.name)] }),
  };
}

function mounts(app: AppPlan): readonly Mount[] {
  const volumes = app.volumes.map(({ name, path }) => mount(volumeFolder(app.name, name), path));
  return [mount(paths.busybox, busyboxInside, true), ...volumes];
}

/** Databases and caches elsewhere are not waited for. */
function dependencies(app: AppPlan, homes: Homes): Pick<Service, "depends_on"> {
  const needed = [
    ...(app.database && homes.database === "box" ? ["postgres"] : []),
    ...(app.cache && homes.cache === "box" ? ["redis"] : []),
  ];
  if (needed.length === 0) return {};
  return { depends_on: Object.fromEntries(needed.map((name) => [name, { condition: "service_healthy" }])) };
}

/** A worker listens on nothing, so only its image can know how to check it; without that, running counts as healthy. */
function health(app: AppPlan): { readonly healthcheck?: HealthCheck } {
  if (app.port === undefined) return {};
  const url = `http://127.0.0.1:${app.port}${literal(app.health)}`;
  return { healthcheck: healthCheck(busyboxInside, "wget", "-q", "-O", "/dev/null", url) };
}
