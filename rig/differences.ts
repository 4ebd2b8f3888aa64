import { bundleDocument, type BoxValues } from "../box/bundle-document";

/**
 * Everything in which a box of the rig differs from what the program renders; all else is used as it is.
 * - Caddy gets certificates from its own authority instead of a public one, or from the one of these global options.
 * - Images have local names, because nothing is pushed to a registry.
 */
export function bundleOfRig(
  files: Readonly<Record<string, string>>,
  values: BoxValues,
  authority = ownAuthority,
): string {
  const rendered = Object.fromEntries(Object.entries(files).filter(([path]) => path !== "values.env"));
  return bundleDocument(withOwnAuthority(rendered, authority), values);
}

/** The files of a bundle, with Caddy's own authority instead of a public one. */
export function withOwnAuthority(
  files: Readonly<Record<string, string>>,
  authority = ownAuthority,
): Readonly<Record<string, string>> {
  const caddyfile = files["caddy/Caddyfile"] ?? "";
  return { ...files, "caddy/Caddyfile": caddyfile.replace("\n{\n", `\n{\n${authority}`) };
}

const ownAuthority = "\tlocal_certs\n\tskip_install_trust\n";

/**
 * The machine's environment, for all its services: where AWS is, and who asks; a real box finds both by itself. Inside a
 * container /proc/sys is read-only, so Docker cannot switch IPv6 off in its networks.
 */
export function machineEnvironment(endpoint: string): string {
  const variables = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "rig",
    AWS_SECRET_ACCESS_KEY: "rig",
    DOCKER_ALLOW_IPV6_ON_IPV4_INTERFACE: "1",
  };
  const list = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return `[Manager]\nDefaultEnvironment=${list.join(" ")}\n`;
}

/** Gives a shell on the machine what the machine's services have. */
export const awsEnvironment =
  "set -a; source /etc/ladder/box.env; export $(systemctl show-environment | grep AWS_)";
