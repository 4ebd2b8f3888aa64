import type { AppPlan } from "./types";

/** Part of an app's host name when there is no domain: sslip.io answers with the address inside the name. */
export function addressSuffix(address: string): string {
  return `${address}.sslip.io`;
}

/** URLs of an app: HTTPS under its hosts, or plain HTTP under the box's address when there is no domain. */
export function appUrls(app: AppPlan, address: string): readonly string[] {
  if (app.kind === "worker") return [];
  if (app.hosts.length > 0) return app.hosts.map((host) => `https://${host}`);
  return [`http://${app.name}.${addressSuffix(address)}`];
}
