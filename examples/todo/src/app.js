"use strict";

const { createServer } = require("node:http");
const { api } = require("./api");
const { HttpError } = require("./body");
const { readPages } = require("./pages");

const safe = {
  "content-security-policy": "default-src 'self'",
  "x-content-type-options": "nosniff",
};

/** The HTTP server. `state.draining` makes the health check fail, so that no new visitor is sent here. */
function createApp({ settings, database, store, state }) {
  const pages = readPages(settings.title);

  async function answer(request) {
    const path = new URL(request.url, "http://localhost").pathname;
    if (path === "/health") return health(database, state);
    if (path.startsWith("/api/")) return api(request, path, store, settings.sessionSecret);
    const page = pages.get(path);
    if (!page) throw new HttpError(404, "There is nothing here.");
    return { status: 200, text: page.content, headers: { "content-type": page.type } };
  }

  return createServer(async (request, response) => {
    const result = await answer(request).catch(failure);
    if (state.draining) response.setHeader("connection", "close");
    send(response, result);
  });
}

async function health(database, state) {
  if (state.draining) return { status: 503, body: { status: "draining" } };
  await database.query("select 1");
  return { status: 200, body: { status: "ok" } };
}

function failure(error) {
  if (error instanceof HttpError) return { status: error.status, body: { error: error.message } };
  console.error(error);
  return { status: 503, body: { error: "Something is wrong on our side. Please try again." } };
}

function send(response, { status, text, body, headers = {} }) {
  response.writeHead(status, { "content-type": "application/json", ...safe, ...headers });
  response.end(text ?? JSON.stringify(body));
}

module.exports = { createApp };
