"use strict";

const Redis = require("ioredis");

const seconds = 60;

const noCache = { get: async () => null, set: async () => {}, drop: async () => {}, close: async () => {} };

/** A cache that is never needed: without Redis, or when Redis fails, every answer comes from the database. */
function openCache(url, prefix) {
  if (!url) return noCache;
  const redis = new Redis(url, {
    keyPrefix: prefix,
    maxRetriesPerRequest: 1,
    commandTimeout: 500,
    enableOfflineQueue: false,
    // The check calls INFO, which a user limited to its own keys may not.
    enableReadyCheck: false,
  });
  redis.on("error", (error) => console.error(`cache: ${error.message}`));
  return {
    get: (key) => orNull(redis.get(key)),
    set: (key, value) => orNull(redis.set(key, value, "EX", seconds)),
    drop: (key) => orNull(redis.del(key)),
    close: async () => redis.disconnect(),
  };
}

async function orNull(answer) {
  try {
    return await answer;
  } catch {
    return null;
  }
}

module.exports = { openCache };
