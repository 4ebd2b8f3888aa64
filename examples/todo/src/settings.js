"use strict";

const { randomBytes } = require("node:crypto");

/** Everything the app reads from its environment, with the defaults of a laptop. */
function readSettings(env = process.env) {
  return {
    port: Number(env.PORT ?? 3000),
    title: env.APP_TITLE ?? "Todo",
    databaseUrl: env.DATABASE_URL ?? "postgres://localhost:5432/todo",
    redisUrl: env.REDIS_URL,
    redisPrefix: env.REDIS_PREFIX ?? "todo:",
    // Without a fixed secret every restart forgets which list belongs to which browser.
    sessionSecret: env.SESSION_SECRET ?? randomBytes(32).toString("hex"),
    drainSeconds: Number(env.DRAIN_SECONDS ?? 10),
    checkUrls: (env.CHECK_URLS ?? "https://example.com/").split(",").map((url) => url.trim()),
    checkSeconds: Number(env.CHECK_SECONDS ?? 300),
    keepDays: Number(env.KEEP_DAYS ?? 30),
  };
}

module.exports = { readSettings };
