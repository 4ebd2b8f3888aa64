import { parse, stringify } from "yaml";
import { composeServices } from "../../policy/compose-services";
import type { Spoil } from "./spoil";

type Fields = Readonly<Record<string, unknown>>;

/** The box's bundle with other fields of one service of its Compose file; `undefined` takes one away. */
function service(name: string, fields: Fields): Spoil {
  return (graph) => {
    const bundle = graph.find((one) => composeServices(one).some(([found]) => found === name));
    if (!bundle) throw new Error(`the stack has no bundle with ${name} to spoil`);
    const document = JSON.parse(String(bundle.inputs["content"])) as {
      readonly files: Readonly<Record<string, { readonly content: string }>>;
    };
    const file = parse(document.files["compose.yaml"]?.content ?? "") as {
      readonly services: Readonly<Record<string, Fields>>;
    };
    const services = { ...file.services, [name]: { ...file.services[name], ...fields } };
    const files = { ...document.files, "compose.yaml": { content: stringify({ ...file, services }) } };
    const spoiled = { ...bundle, inputs: { ...bundle.inputs, content: JSON.stringify({ files }) } };
    return graph.map((one) => (one === bundle ? spoiled : one));
  };
}

function bind(source: string): Fields {
  return { volumes: [{ type: "bind", source, target: "/seen", read_only: true }] };
}

const shared = ["network_mode", "pid", "ipc", "uts", "userns_mode"];

export const composeViolations: Readonly<Record<string, readonly Spoil[]>> = {
  "no container has Docker's socket": [
    service("caddy", bind("/var/run/docker.sock")),
    service("caddy", { volumes: ["/run/docker.sock:/docker.sock:ro"] }),
  ],
  "containers see no folder of the host but their own": [
    ...["/", "/etc", "/proc", "/etc/ladder-other/", "/data/ladder/../../etc", "relative"].map((source) =>
      service("caddy", bind(source)),
    ),
    service("caddy", { volumes: ["/root:/root"] }),
    service("caddy", { volumes: [{ type: "volume", target: "/x" }] }),
  ],
  "no container is privileged": [service("caddy", { privileged: true })],
  "no container shares a namespace with the host or another container": [
    ...shared.map((field) => service("caddy", { [field]: "host" })),
    service("caddy", { network_mode: "service:postgres" }),
  ],
  "processes in containers gain no privileges, under Docker's own seccomp profile": [
    service("caddy", { security_opt: undefined }),
    service("caddy", { security_opt: ["no-new-privileges:true", "seccomp:unconfined"] }),
    service("caddy", { security_opt: ["no-new-privileges:false"] }),
  ],
  "containers begin without capabilities": [
    service("caddy", { cap_drop: undefined }),
    service("caddy", { cap_drop: ["NET_RAW"] }),
  ],
  "the memory of containers is limited": [
    service("caddy", { mem_limit: undefined }),
    service("caddy", { mem_limit: "0m" }),
  ],
  "the number of processes in containers is limited": [
    service("caddy", { pids_limit: undefined }),
    service("caddy", { pids_limit: -1 }),
  ],
  "containers that listen are checked": [
    service("postgres", { healthcheck: undefined }),
    service("todo", { healthcheck: undefined }),
  ],
  "containers are on networks of their own": [
    service("caddy", { networks: undefined }),
    service("caddy", { networks: { default: {} } }),
  ],
  "no container but Caddy publishes a port, and Caddy 80 and 443 alone": [
    service("postgres", { ports: ["127.0.0.1:5432:5432"] }),
    service("caddy", { ports: ["80:80", "2019:2019"] }),
    service("caddy", { ports: [{ target: 80, published: 8080 }] }),
  ],
};
