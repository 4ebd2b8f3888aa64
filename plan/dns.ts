import type { Settings } from "../settings/schema";
import { namedHosts, namesOf } from "./certificate";
import type { AppPlan, DnsPlan } from "./types";

/** Which host names get records in the stack's zone, and which the user must point at it by hand. */
export function dnsPlan(settings: Settings, apps: readonly AppPlan[], balanced: boolean): DnsPlan {
  const { domain, zoneId, email } = settings;
  const certificateNames = balanced ? namesOf(apps, settings) : [];
  const hosts = apps.flatMap(namedHosts);
  if (domain === undefined) return { zone: "none", records: [], manual: [], certificateNames };
  if (settings.dns === "manual")
    return { domain, zone: "none", email, records: [], manual: hosts, certificateNames };
  const inside = (host: string) => host === domain || host.endsWith(`.${domain}`);
  return {
    domain,
    zone: zoneId === undefined ? "create" : "existing",
    zoneId,
    email,
    records: hosts.filter(inside),
    manual: hosts.filter((host) => !inside(host)),
    certificateNames,
  };
}

/** A record to set by hand. DNS has no CNAME for a domain itself: providers call what does the job ALIAS or ANAME. */
export function pointer(
  host: string,
  type: "A" | "CNAME",
  target: string,
  domain: string | undefined,
): string {
  const isApex = host === domain || host.split(".").length === 2;
  if (type === "A" || !isApex) return `${host} ${type} ${target}`;
  return `${host} ALIAS ${target} (or ANAME; where the provider has neither, serve www.${host} and redirect to it there)`;
}
