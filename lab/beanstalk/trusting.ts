import { parse, stringify } from "yaml";
import { everyStringQuoted } from "../../box/compose/compose-file";
import { authoritiesInApp, trustInApp } from "../app-trust";

/** Written before each deployment. */
export const trustedOnInstance = "/etc/ladder-lab/authorities.crt";
const composePath = "docker-compose.yml";

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
}

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: readonly string[];
  readonly volumes?: readonly object[];
}

/** A source bundle whose apps trust the lab's ElastiCache. */
export function withTrust(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const declared = parse(files[composePath] ?? "services: {}") as ComposeFile;
  const services = Object.entries(declared.services).map(
    ([name, service]) => [name, service.env_file ? trusting(service) : service] as const,
  );
  const file = { ...declared, services: Object.fromEntries(services) };
  return { ...files, [composePath]: stringify(file, everyStringQuoted) };
}

function trusting({ environment, volumes = [], ...rest }: Service): Service {
  const authorities = {
    ...{ type: "bind", source: trustedOnInstance, target: authoritiesInApp, read_only: true },
    bind: { create_host_path: false },
  };
  return {
    ...rest,
    environment: { ...trustInApp, ...environment },
    volumes: [...volumes, authorities],
  };
}
