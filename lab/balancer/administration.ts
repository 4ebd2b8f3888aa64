import { request, type Answer } from "../../rig/request";

export const adminPort = 2019;

/** Of the Caddy that stands behind the other one. */
export const innerAdminPort = 2020;

/**
 * Asks Caddy's administration, on a connection of its own: a new configuration ends those that are open, and a request on one
 * of them would be lost. Caddy takes what looks like a browser's request from its own pages only.
 */
export function askCaddy(address: string, path: string, body?: string, port = adminPort): Promise<Answer> {
  const host = `${address}:${port}`;
  const headers = { "content-type": "text/caddyfile", origin: `http://${host}` };
  return request({ address, host, port, path, headers, body });
}
