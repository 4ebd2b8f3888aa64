import { quoted } from "../../settings/quoted";
import type { Fields } from "../../settings/settings-view";
import { isEverywhere, mountsOf } from "./mounts";
import { isOn, isSaid, list, scalarText, texts, under } from "./values";

/** What containers have on the box (box/compose/app-service.ts), and what needs no right in a container. */
const grantedCapabilities = [
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "KILL",
  "NET_BIND_SERVICE",
  "SETGID",
  "SETUID",
];

const without = "if it runs without, take the line out and import again; else it needs a machine of its own";

/** Folders of the host that are no files of an app. */
const hostFolders =
  /^\/(|bin|boot|dev|etc|lib|proc|root|run|sbin|sys|usr|var|var\/run|var\/lib\/docker|var\/log)(\/|$)/;

/** Why a service cannot be an app: it reaches for the machine itself. Empty when it does not. */
export function refusals(service: Fields): readonly string[] {
  return [
    ...(isOn(service.privileged) ? [`privileged: an app has no rights over the machine; ${without}`] : []),
    ...shared(service),
    ...devices(service),
    ...capabilities(service),
    ...hostMounts(service),
  ];
}

function shared(service: Fields): readonly string[] {
  const found = ["network_mode", "pid", "ipc", "uts", "userns_mode"].flatMap((key) => {
    const value = scalarText(service[key]);
    return value !== undefined && /^(host$|service:|container:)/.test(value)
      ? [`${key}: ${quoted(value)}`]
      : [];
  });
  return found.map((what) => `${what}: an app has its own network and processes; ${without}`);
}

function devices(service: Fields): readonly string[] {
  const reserved = under(service, "deploy", "resources", "reservations").devices;
  const keys = ["devices", "device_cgroup_rules", "gpus", "runtime"].filter((key) => isSaid(service[key]));
  return [...keys, ...(isSaid(reserved) ? ["deploy.resources.reservations.devices"] : [])].map(
    (key) => `${key}: the machine has no such devices for apps; ${without}`,
  );
}

function capabilities(service: Fields): readonly string[] {
  const wanted = texts(list(service.cap_add)).map((name) => name.toUpperCase().replace(/^CAP_/, ""));
  const more = wanted.filter((name) => !grantedCapabilities.includes(name)).map(quoted);
  return more.length === 0 ? [] : [`cap_add: ${more.join(", ")} is not given to apps; ${without}`];
}

function hostMounts(service: Fields): readonly string[] {
  const sources = mountsOf(service.volumes).flatMap(({ kind, source }) =>
    kind === "bind" && source !== undefined ? [source] : [],
  );
  const host = sources.filter((source) => hostFolders.test(source) && !isEverywhere(source));
  return host.map((source) =>
    source.includes("docker.sock")
      ? "volumes: the socket of Docker gives away the whole machine; Ladder has no use for programs that steer Docker"
      : `volumes: ${quoted(source)} is a folder of the machine itself; ${without}`,
  );
}
