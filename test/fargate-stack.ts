/** A portfolio with every kind of app and of state. */
const apps = [
  {
    name: "shop",
    build: "./examples/todo",
    port: 3000,
    health: "/health",
    hosts: ["shop.example.com", "example.com"],
    redirectHosts: ["www.example.com", "shop.example.org"],
    database: true,
    cache: true,
    migrate: "node migrate.js",
    secrets: [{ name: "KEY", generate: true }],
    scale: { min: 1, max: 3, requestsPerMinute: 100 },
    readOnly: true,
    startSeconds: 45,
  },
  { name: "watch", build: "./examples/todo", command: ["node", "worker.js"], memoryMb: 600, cpu: 512 },
  {
    name: "wiki",
    image: "sigoden/dufs:v0.43.0",
    port: 5000,
    volumes: [{ name: "pages", path: "/data" }],
  },
  { name: "docs", static: "./examples/site-docs", redirectHosts: ["handbook.example.com"] },
];

/** Changes of the dev stack that put such a portfolio on Fargate. */
export function fargateStack(...more: readonly string[]): readonly string[] {
  return ["tier=fargate", "domain=example.com", `apps=${JSON.stringify(apps)}`, ...more];
}
