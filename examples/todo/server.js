"use strict";

const { createApp } = require("./src/app");
const { openCache } = require("./src/cache");
const { openDatabase } = require("./src/database");
const { readSettings } = require("./src/settings");
const { todoStore } = require("./src/todos");

const settings = readSettings();
const state = { draining: false };
const database = openDatabase(settings.databaseUrl);
const cache = openCache(settings.redisUrl, settings.redisPrefix);
const server = createApp({ settings, database, store: todoStore(database, cache), state });

server.listen(settings.port, () => console.log(`listening on ${server.address().port}`));
// Longer than load balancers keep idle connections (60 seconds), or they would now and then use one that just closed.
server.keepAliveTimeout = 65_000;
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => void drain(signal));

/** Takes no new connections, lets every running request finish, then ends. */
async function drain(signal) {
  console.log(`${signal}: draining`);
  state.draining = true;
  const limit = setTimeout(() => process.exit(1), settings.drainSeconds * 1000);
  limit.unref();
  // A connection whose request ends from now on is closed at once.
  server.keepAliveTimeout = 1;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await closed;
  await Promise.all([database.end(), cache.close()]);
  console.log("drained");
}
