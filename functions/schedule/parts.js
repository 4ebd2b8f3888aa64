const { box } = require("./box");
const { database } = require("./database");
const { dumps } = require("./dumps");
const { environment } = require("./environment");
const { services } = require("./services");

/**
 * What a stack has that can be stopped, the database first. Each part has `start`, which answers what it still waits for;
 * `job`, which answers what must not be cut; `stop`, which may be called again and again.
 */
exports.partsOf = (env) => [
  ...(env.DATABASE ? [database(env.DATABASE)] : []),
  ...(env.DUMPS ? [dumps(env.DUMPS)] : []),
  ...(env.INSTANCE ? [box(env.INSTANCE, env.LOCK_DOCUMENT)] : []),
  ...(env.ENVIRONMENT ? [environment(env.ENVIRONMENT, env.GROUP, JSON.parse(env.SIZE))] : []),
  ...(env.CLUSTER ? [services(env.CLUSTER, JSON.parse(env.COPIES))] : []),
];
