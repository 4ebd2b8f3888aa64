import { namedHosts } from "../plan/certificate";
import type { Plan } from "../plan/types";

/** Every name that leads to the stack, as a zone file's lines: what has to point at the new machine. */
export function dnsList({ apps, dns }: Plan): string {
  const hosts = [...new Set(apps.flatMap(namedHosts))].toSorted();
  if (hosts.length === 0)
    return "; No name of its own leads to this stack. Set HOST_SUFFIX in .env to ADDRESS.sslip.io, or give apps a host in caddy/Caddyfile.\n";
  const where =
    dns.zone === "none"
      ? "These records are where you set them by hand."
      : `These records are in the Route 53 zone of ${dns.domain ?? ""}, which goes with the stack.`;
  return [
    `; ${where} Set them to the new machine's address, lower the TTL a day before.`,
    ...hosts.map((host) => `${host}. 300 IN A ADDRESS`),
    "",
  ].join("\n");
}
