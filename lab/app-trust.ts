/** Where an app's container finds the certificates of the lab's servers: AWS's own are known to every client's public authorities. */
export const authoritiesInApp = "/run/lab-authorities.crt";

/** Node.js reads its own list of authorities, and this one beside it. */
export const trustInApp = { NODE_EXTRA_CA_CERTS: authoritiesInApp } as const;
