import { composeServices, fieldsOf, type ComposeService } from "../compose-services";
import { each, list, records, type Rule, type RuleText } from "../rule";

/** Folders of the host that containers may see; one that ends with a slash means what is below it. */
const folders = ["/data/ladder/", "/srv/ladder/", "/etc/ladder/", "/opt/ladder/bin/"];
/** What listens without a variable that says so. */
const listening = ["caddy", "postgres", "redis"];
const published = ["80:80", "443:443", "443:443/udp"];

/** A rule about each service of the Compose file that runs the apps. */
function everyService(text: RuleText, holds: (service: ComposeService, name: string) => boolean): Rule {
  return each("aws:s3/bucketObjectv2:BucketObjectv2", text, (one) =>
    composeServices(one).every(([name, service]) => holds(service, name)),
  );
}

/** Rules for the containers of a machine: KICS's for Docker Compose. */
export const composeRules: readonly Rule[] = [
  everyService(
    {
      id: "KICS-docker_socket_mounted",
      title: "no container has Docker's socket",
      reason: "Whoever may ask Docker is root on the machine.",
      remedy: "Take the mount of docker.sock out.",
    },
    ({ volumes }) => !list(volumes).some((one) => JSON.stringify(one ?? "").includes("docker.sock")),
  ),
  everyService(
    {
      id: "KICS-volume_has_sensitive_host_directory",
      title: "containers see no folder of the host but their own",
      reason: "A folder of the system, writable or not, gives its secrets or the machine away.",
      remedy: "Mount folders below /data/ladder, /srv/ladder or /etc/ladder, as binds.",
    },
    ({ volumes }) =>
      list(volumes).length ===
      records(volumes).filter((one) => isOwn((one as { source?: unknown }).source)).length,
  ),
  everyService(
    {
      id: "KICS-privileged_containers_enabled",
      title: "no container is privileged",
      reason: "A privileged container may do what root on the machine may.",
      remedy: "Take privileged out; give single capabilities with cap_add.",
    },
    ({ privileged }) => privileged === undefined || privileged === false,
  ),
  everyService(
    {
      id: "KICS-host_namespace_is_shared KICS-shared_host_ipc_namespace KICS-shared_host_network_namespace KICS-shared_host_user_namespace",
      title: "no container shares a namespace with the host or another container",
      reason: "It would see and reach processes, memory or ports that are not its own.",
      remedy: "Take network_mode, pid, ipc, uts and userns_mode out.",
    },
    ({ network_mode, pid, ipc, uts, userns_mode }) =>
      [network_mode, pid, ipc, uts, userns_mode].every((value) => value === undefined),
  ),
  everyService(
    {
      id: "KICS-no_new_privileges_not_set KICS-security_opt_not_set KICS-default_seccomp_profile_disabled",
      title: "processes in containers gain no privileges, under Docker's own seccomp profile",
      reason:
        "A program with the setuid bit, or an unusual call of the kernel, is how processes leave a container.",
      remedy: "Set security_opt to no-new-privileges:true and to nothing else.",
    },
    ({ security_opt }) => isOnly(security_opt, "no-new-privileges:true"),
  ),
  everyService(
    {
      id: "KICS-container_capabilities_unrestricted",
      title: "containers begin without capabilities",
      reason: "Docker's defaults are more than most programs need.",
      remedy: "Set cap_drop to ALL and name what is needed in cap_add.",
    },
    ({ cap_drop }) => isOnly(cap_drop, "ALL"),
  ),
  everyService(
    {
      id: "KICS-memory_not_limited",
      title: "the memory of containers is limited",
      reason: "One app could take the memory of all, the database's too.",
      remedy: "Set mem_limit.",
    },
    ({ mem_limit }) => /^[1-9]\d*m$/.test(String(mem_limit)),
  ),
  everyService(
    {
      id: "KICS-pids_limit_not_set",
      title: "the number of processes in containers is limited",
      reason: "A fork bomb in one app would stop the whole machine.",
      remedy: "Set pids_limit.",
    },
    ({ pids_limit }) => typeof pids_limit === "number" && pids_limit > 0,
  ),
  everyService(
    {
      id: "KICS-healthcheck_not_set",
      title: "containers that listen are checked",
      reason: "An update would replace what works by what only runs.",
      remedy: "Set healthcheck; a worker, which listens on nothing, may go without.",
    },
    ({ healthcheck, environment }, name) =>
      Object.keys(fieldsOf(healthcheck)).length > 0 || !listens(environment, name),
  ),
  everyService(
    {
      id: "KICS-networks_not_set",
      title: "containers are on networks of their own",
      reason: "On Docker's default network every container reaches every other.",
      remedy: "Set networks.",
    },
    ({ networks }) => Object.keys(fieldsOf(networks)).some((name) => name !== "default"),
  ),
  everyService(
    {
      id: "KICS-container_traffic_not_bound_to_host_interface KICS-privileged_ports_mapped_in_container",
      title: "no container but Caddy publishes a port, and Caddy 80 and 443 alone",
      reason: "A published port of a database or an app goes around Caddy and the host's firewall.",
      remedy: "Take ports out; containers reach each other over their networks.",
    },
    ({ ports }, name) => list(ports).every((port) => name === "caddy" && published.includes(String(port))),
  ),
];

function isOwn(source: unknown): boolean {
  const path = String(source);
  return folders.some((folder) => path.startsWith(folder)) && !path.split("/").includes("..");
}

function isOnly(value: unknown, wanted: string): boolean {
  return Array.isArray(value) && value.length === 1 && value[0] === wanted;
}

function listens(environment: unknown, name: string): boolean {
  return listening.includes(name) || "PORT" in fieldsOf(environment);
}
