"use strict";

const { checkSites } = require("./src/check-sites");
const { openCache } = require("./src/cache");
const { openDatabase } = require("./src/database");
const { readSettings } = require("./src/settings");

/** Watches other sites: requests each address now and then, and keeps what it saw in its own database. */
async function main() {
  const settings = readSettings();
  const database = openDatabase(settings.databaseUrl);
  const cache = openCache(settings.redisUrl, settings.redisPrefix);
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => stop.abort());
  while (!stop.signal.aborted) {
    await checkSites({ settings, database, cache, stop: stop.signal }).catch(report);
    await pause(settings.checkSeconds * 1000, stop.signal);
  }
  await Promise.all([database.end(), cache.close()]);
  console.log("stopped");
}

function pause(milliseconds, stop) {
  if (stop.aborted) return undefined;
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    stop.addEventListener("abort", () => resolve(clearTimeout(timer)), { once: true });
  });
}

function report(error) {
  console.error(`check failed: ${error.message}`);
}

void main();
