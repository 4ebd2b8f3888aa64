/** Services of the box itself; no app may have such a name. */
export const boxServices = ["caddy", "postgres", "redis"] as const;
