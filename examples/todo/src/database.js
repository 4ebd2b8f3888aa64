"use strict";

const { Pool } = require("pg");

/** A small pool: on a shared box every app has only a few connections. */
function openDatabase(url) {
  const pool = new Pool({
    connectionString: url,
    max: 3,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
  });
  // An idle connection that breaks is replaced by the pool; without a listener the process would end.
  pool.on("error", (error) => console.error(`database: ${error.message}`));
  return pool;
}

module.exports = { openDatabase };
