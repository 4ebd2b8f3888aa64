"use strict";
// A web app (PORT) or a worker. FAULT: crash, unhealthy, deaf (to SIGTERM); the version "broken" is unhealthy.
const { createServer } = require("node:http");
const { appendFileSync } = require("node:fs");
const { randomUUID } = require("node:crypto");

const { PORT, FAULT, VERSION, LABEL = "", API_TOKEN = "" } = process.env;
const unhealthy = FAULT === "unhealthy" || VERSION === "broken";

/** Seconds as text in the path: `/slow/3`. */
function answer(request, response) {
  const seconds = /^\/slow\/(\d+)$/.exec(request.url ?? "")?.[1];
  if (request.url === "/health") response.statusCode = unhealthy ? 500 : 200;
  let size = 0;
  request.on("data", (part) => (size += part.length));
  request.on("end", () => {
    const text = JSON.stringify({ version: VERSION, label: LABEL, token: API_TOKEN, size, pid: process.pid });
    setTimeout(() => response.end(text), Number(seconds ?? 0) * 1000);
  });
}

function serve() {
  const server = createServer(answer).listen(Number(PORT));
  if (FAULT === "deaf") process.on("SIGTERM", () => undefined);
  else process.on("SIGTERM", () => server.close(() => process.exit(0)));
}

/** A line every 50 ms: two workers at once would leave mixed lines. */
function work() {
  const name = randomUUID();
  const note = (what) => appendFileSync("/data/events", `${name} ${what} ${Date.now()}\n`);
  note("starts");
  setInterval(() => note("works"), 50);
  process.on("SIGTERM", () =>
    setTimeout(() => {
      note("ends");
      process.exit(0);
    }, 1000),
  );
}

if (FAULT === "crash") {
  console.log(`cannot start with ${API_TOKEN}`);
  process.exit(3);
}
if (PORT) serve();
else work();
