import type { Plan } from "../../plan/types";
import { paths } from "../paths";
import { boxNetworks } from "./box-networks";
import { baseService, healthCheck, mount, oomScores, type Service } from "./service";

/** Caddy, the only service that publishes ports. It is reloaded, not recreated, when its configuration changes. */
export function caddyService(plan: Plan): Service {
  const memoryMb = memoryOf(plan);
  const webApps = plan.apps.filter((app) => app.kind === "web");
  return {
    image: plan.box.edgeTag === undefined ? plan.box.images.caddy : "${EDGE_IMAGE:?}",
    command: ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"],
    ...baseService(memoryMb),
    environment: { HOST_SUFFIX: "${HOST_SUFFIX:?}", GOMEMLIMIT: `${Math.floor(memoryMb * 0.9)}MiB` },
    networks: boxNetworks("edge", webApps),
    ports: ["80:80", "443:443", "443:443/udp"],
    volumes: [
      mount(paths.caddyConfig, "/etc/caddy", true),
      mount(paths.basicAuth, "/etc/basic-auth", true),
      mount(paths.staticSites, "/srv/static", true),
      mount(`${paths.data}/caddy/data`, "/data"),
      mount(`${paths.data}/caddy/config`, "/config"),
    ],
    read_only: true,
    tmpfs: ["/tmp:size=16m,mode=1777"],
    healthcheck: healthCheck(
      "wget",
      "-q",
      "-O",
      "/dev/null",
      "http://127.0.0.1:2019/reverse_proxy/upstreams",
    ),
    stop_grace_period: "30s",
    oom_score_adj: oomScores.caddy,
    // The image's program carries this capability and would not start without it.
    cap_add: ["NET_BIND_SERVICE"],
  };
}

function memoryOf(plan: Plan): number {
  const line = plan.box.memory.lines.find(({ what }) => what === "caddy");
  if (!line) throw new RangeError("the memory plan has no line for caddy");
  return line.mb;
}
