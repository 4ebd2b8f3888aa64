"use strict";

const timeoutMs = 10_000;

/** One round: every address is requested, stored, and old rows are deleted. */
async function checkSites({ settings, database, cache, stop }) {
  for (const url of settings.checkUrls) {
    const result = await checkSite(url, stop);
    if (stop.aborted) return;
    await database.query("insert into checks (url, status, milliseconds) values ($1, $2, $3)", [
      url,
      result.status,
      result.milliseconds,
    ]);
    await logChange(cache, url, result.status);
  }
  await database.query("delete from checks where checked_at < now() - make_interval(days => $1)", [
    settings.keepDays,
  ]);
}

async function checkSite(url, stop) {
  const started = performance.now();
  const status = await statusOf(url, stop);
  return { status, milliseconds: Math.round(performance.now() - started) };
}

/** The answer's status, or 0 when there was none. */
async function statusOf(url, stop) {
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
    const response = await fetch(url, { signal, redirect: "manual" });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}

/** Says something only when a site went down or came back. */
async function logChange(cache, url, status) {
  const before = await cache.get(`status:${url}`);
  await cache.set(`status:${url}`, String(status));
  if (before !== String(status)) console.log(JSON.stringify({ url, before, status }));
}

module.exports = { checkSites };
