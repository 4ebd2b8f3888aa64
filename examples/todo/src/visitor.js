"use strict";

const { createHmac, randomUUID, timingSafeEqual } = require("node:crypto");

const oneYear = 365 * 24 * 3600;

/** Whose list this is: a signed cookie per browser, so that nobody reads another list by guessing. */
function visitorOf(request, secret) {
  const cookie = /(?:^|;\s*)visitor=([0-9a-f-]{36})\.([0-9a-f]{64})/.exec(request.headers.cookie ?? "");
  if (cookie && same(sign(cookie[1], secret), cookie[2])) return { id: cookie[1] };
  const id = randomUUID();
  const value = `visitor=${id}.${sign(id, secret)}`;
  return { id, setCookie: `${value}; Path=/; Max-Age=${oneYear}; HttpOnly; SameSite=Lax` };
}

function sign(id, secret) {
  return createHmac("sha256", secret).update(id).digest("hex");
}

function same(expected, actual) {
  return timingSafeEqual(Buffer.from(expected), Buffer.from(actual));
}

module.exports = { visitorOf };
