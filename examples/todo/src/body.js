"use strict";

const largest = 10_000;

/** An answer other than 200 that the client caused. */
class HttpError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The request's JSON object. */
async function readJson(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > largest) throw new HttpError(413, "The request is too large.");
    chunks.push(chunk);
  }
  const value = parse(Buffer.concat(chunks).toString("utf8"));
  if (typeof value !== "object" || value === null) throw new HttpError(400, "Send a JSON object.");
  return value;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, "Send JSON.");
  }
}

module.exports = { HttpError, readJson };
