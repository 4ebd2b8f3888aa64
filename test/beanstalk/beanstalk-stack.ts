const shop = {
  name: "shop",
  build: "./examples/todo",
  port: 3000,
  health: "/health",
  hosts: ["shop.example.com", "example.com"],
  redirectHosts: ["www.example.com"],
  secrets: [{ name: "KEY", generate: true }],
  rateLimit: { requests: 100, seconds: 60 },
};
const keeping = { ...shop, database: true, cache: true, migrate: "node migrate.js" };
const watch = { name: "watch", build: "./examples/todo", command: ["node", "worker.js"] };
const wiki = {
  name: "wiki",
  image: "sigoden/dufs:v0.43.0",
  port: 5000,
  volumes: [{ name: "pages", path: "/data" }],
};
const docs = { name: "docs", static: "./examples/site-docs" };

/** Changes of the dev stack that put a portfolio with every kind of app and of state on one instance of Beanstalk. */
export function singleStack(...more: readonly string[]): readonly string[] {
  return [
    "tier=beanstalk",
    "domain=example.com",
    `apps=${JSON.stringify([keeping, watch, wiki, docs])}`,
    ...more,
  ];
}

/** The same behind a load balancer, without the app that keeps files: instances would damage each other's. */
export function balancedStack(...more: readonly string[]): readonly string[] {
  const apps = `apps=${JSON.stringify([keeping, watch, docs])}`;
  return singleStack("beanstalk.max=3", "beanstalk.cache=elasticache", apps, ...more);
}

/** Nothing that keeps data: the tier alone. */
export function balancedTier(...more: readonly string[]): readonly string[] {
  return [
    "tier=beanstalk",
    "domain=example.com",
    "beanstalk.max=3",
    `apps=${JSON.stringify([shop, docs])}`,
    ...more,
  ];
}
