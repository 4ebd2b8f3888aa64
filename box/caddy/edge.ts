/**
 * What stands between Caddy and visitors. `box`: nothing, and the machine's address is known when it starts; `instance`:
 * nothing, at any address; `balanced`: a load balancer that ends TLS.
 */
export type Edge = "box" | "instance" | "balanced";
