import { innerPort, ownCertificates } from "../../rig/fargate/balancer-config";

/**
 * The Caddy that has a load balancer's ports and certificates, and whose configuration never changes. The one behind it ends a
 * connection without an answer only while it takes a new configuration, and only when it has not begun with the request: so
 * any request, also one that writes, may be sent again. To a copy that dies it answers 502, which is passed on.
 */
export function frontConfig(admin: string): string {
  return [
    `{\n admin ${admin}\n persist_config off\n skip_install_trust\n${ownCertificates.option}\n}`,
    ownCertificates.site,
    `http://:80 {\n${passedOn(80)}\n}`,
    `https://:443 {\n tls internal {\n on_demand\n }\n${passedOn(443)}\n}`,
  ].join("\n");
}

/** A kept connection could be ended while a request is on its way; what is sent again has to be whole, thus the buffer. */
function passedOn(port: number): string {
  return [
    " header -Via",
    ` reverse_proxy 127.0.0.1:${innerPort(port)} {`,
    "  lb_try_duration 5s",
    "  lb_try_interval 20ms",
    "  lb_retry_match {\n   path *\n  }",
    "  request_buffers 64MiB",
    "  header_up -Via",
    "  transport http {\n   keepalive off\n   compression off\n  }",
    " }",
  ].join("\n");
}
