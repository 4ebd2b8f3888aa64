"use strict";

const assert = require("node:assert/strict");
const http = require("node:http");
const { after, before, test } = require("node:test");
const { Client } = require("pg");
const { printed, start } = require("./program");

let server;
let origin;

before(async () => {
  assert.equal(await start("migrate.js").ended, 0);
  server = start("server.js", { PORT: "0", SESSION_SECRET: "fixed" });
  origin = `http://127.0.0.1:${await printed(server, /listening on (\d+)/)}`;
});

after(() => server.child.kill("SIGKILL"));

async function call(method, path, { body, cookie } = {}) {
  const headers = cookie ? { cookie } : {};
  const response = await fetch(origin + path, { method, headers, body: body && JSON.stringify(body) });
  return { status: response.status, headers: response.headers, answer: await response.json() };
}

async function newVisitor() {
  const { headers } = await call("GET", "/api/todos");
  return headers.get("set-cookie").split(";")[0];
}

async function rows(sql) {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const result = await client.query(sql);
  await client.end();
  return result.rows;
}

test("a second migration changes nothing", async () => {
  const again = start("migrate.js");
  assert.equal(await again.ended, 0);
  assert.equal(again.output, "");
  assert.deepEqual(await rows("select name from migrations order by name"), [
    { name: "001-todos.sql" },
    { name: "002-checks.sql" },
  ]);
});

test("the health check is ok with a database", async () => {
  const { status, answer } = await call("GET", "/health");
  assert.deepEqual({ status, answer }, { status: 200, answer: { status: "ok" } });
});

test("todos are added, listed, done and deleted", async () => {
  const cookie = await newVisitor();
  const added = await call("POST", "/api/todos", { cookie, body: { title: " buy <milk> " } });
  assert.deepEqual(added.answer, { id: added.answer.id, title: "buy <milk>", done: false });
  const path = `/api/todos/${added.answer.id}`;
  await call("PATCH", path, { cookie, body: { done: true } });
  assert.deepEqual((await call("GET", "/api/todos", { cookie })).answer, [{ ...added.answer, done: true }]);
  assert.equal((await call("DELETE", path, { cookie })).status, 200);
  assert.deepEqual((await call("GET", "/api/todos", { cookie })).answer, []);
});

test("the second read comes from the cache, and a change drops it", async () => {
  const cookie = await newVisitor();
  const reads = [await call("GET", "/api/todos", { cookie })];
  await call("POST", "/api/todos", { cookie, body: { title: "one" } });
  reads.push(await call("GET", "/api/todos", { cookie }), await call("GET", "/api/todos", { cookie }));
  assert.deepEqual(
    reads.map(({ headers }) => headers.get("x-cache")),
    ["hit", "miss", "hit"],
  );
});

test("nobody sees or changes the list of another visitor", async () => {
  const cookie = await newVisitor();
  const { answer } = await call("POST", "/api/todos", { cookie, body: { title: "mine" } });
  const other = await newVisitor();
  assert.equal((await call("DELETE", `/api/todos/${answer.id}`, { cookie: other })).status, 404);
  const forged = cookie.replace(/\.\w{4}/, ".0000");
  assert.deepEqual((await call("GET", "/api/todos", { cookie: forged })).answer, []);
});

test("bad requests are answered with a sentence", async () => {
  const cases = [
    await call("POST", "/api/todos", { body: { title: "" } }),
    await call("PATCH", "/api/todos/1", { body: { done: "yes" } }),
    await call("GET", "/api/nothing"),
    await call("PUT", "/api/todos"),
    await call("POST", "/api/todos", { body: { title: "x".repeat(20_000) } }),
  ];
  assert.deepEqual(
    cases.map(({ status }) => status),
    [400, 400, 404, 405, 413],
  );
});

test("without a database the health check fails and the process lives", async () => {
  const alone = start("server.js", { PORT: "0", DATABASE_URL: "postgres://127.0.0.1:1/none", REDIS_URL: "" });
  const port = await printed(alone, /listening on (\d+)/);
  assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 503);
  alone.child.kill("SIGTERM");
  assert.equal(await alone.ended, 0);
});

test("a failing cache costs nothing but speed", async () => {
  const slow = start("server.js", { PORT: "0", REDIS_URL: "redis://127.0.0.1:1" });
  const port = await printed(slow, /listening on (\d+)/);
  const response = await fetch(`http://127.0.0.1:${port}/api/todos`);
  assert.equal(response.status, 200);
  slow.child.kill("SIGTERM");
  assert.equal(await slow.ended, 0);
});

test("SIGTERM lets a running request finish, refuses new ones and ends with 0", async () => {
  const draining = start("server.js", { PORT: "0" });
  const port = Number(await printed(draining, /listening on (\d+)/));
  const request = http.request({ port, method: "POST", path: "/api/todos" });
  const answered = new Promise((resolve) => request.on("response", resolve));
  request.write('{"title":');
  await new Promise((resolve) => setTimeout(resolve, 200));
  draining.child.kill("SIGTERM");
  await printed(draining, /(draining)/);
  await assert.rejects(fetch(`http://127.0.0.1:${port}/health`));
  request.end('"late"}');
  assert.equal((await answered).statusCode, 201);
  assert.equal(await draining.ended, 0);
  assert.match(draining.output, /drained\n$/);
});

test("the worker stores what it saw, deletes what is old, and stops at SIGTERM", async () => {
  await rows("insert into checks values (default, 'old', 200, 1, now() - interval '31 days')");
  const urls = `${origin}/health,http://127.0.0.1:1/`;
  const worker = start("worker.js", { CHECK_URLS: urls, CHECK_SECONDS: "60" });
  await printed(worker, /("status":0)/);
  await new Promise((resolve) => setTimeout(resolve, 300));
  worker.child.kill("SIGTERM");
  assert.equal(await worker.ended, 0);
  assert.deepEqual(await rows("select url, status from checks order by id"), [
    { url: `${origin}/health`, status: 200 },
    { url: "http://127.0.0.1:1/", status: 0 },
  ]);
});
