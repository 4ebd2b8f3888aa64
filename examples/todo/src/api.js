"use strict";

const { HttpError, readJson } = require("./body");
const { visitorOf } = require("./visitor");

/** GET, POST /api/todos and PATCH, DELETE /api/todos/<id>: status, body and headers of the answer. */
async function api(request, path, store, sessionSecret) {
  const visitor = visitorOf(request, sessionSecret);
  const headers = {
    "cache-control": "no-store",
    ...(visitor.setCookie && { "set-cookie": visitor.setCookie }),
  };
  const id = idOf(path);
  const answer =
    id === undefined
      ? await collection(request, store, visitor.id)
      : await item(request, store, visitor.id, id);
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

async function collection(request, store, visitor) {
  if (request.method === "GET") {
    const { todos, cached } = await store.list(visitor);
    return { status: 200, body: todos, headers: { "x-cache": cached ? "hit" : "miss" } };
  }
  if (request.method === "POST")
    return { status: 201, body: await store.add(visitor, titleOf(await readJson(request))) };
  throw new HttpError(405, "Use GET or POST.");
}

async function item(request, store, visitor, id) {
  const todo = await changed(request, store, visitor, id);
  if (!todo) throw new HttpError(404, "There is no such todo.");
  return { status: 200, body: todo };
}

async function changed(request, store, visitor, id) {
  if (request.method === "DELETE") return store.remove(visitor, id);
  if (request.method !== "PATCH") throw new HttpError(405, "Use PATCH or DELETE.");
  const { done } = await readJson(request);
  if (typeof done !== "boolean") throw new HttpError(400, "done must be true or false.");
  return store.setDone(visitor, id, done);
}

function idOf(path) {
  if (path === "/api/todos") return undefined;
  const id = /^\/api\/todos\/(\d{1,9})$/.exec(path)?.[1];
  if (id === undefined) throw new HttpError(404, "There is nothing here.");
  return Number(id);
}

function titleOf({ title }) {
  const text = typeof title === "string" ? title.trim() : "";
  if (text === "" || text.length > 200) throw new HttpError(400, "title must have 1 to 200 characters.");
  return text;
}

module.exports = { api };
