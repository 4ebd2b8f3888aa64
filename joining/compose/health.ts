import { isFields } from "../../settings/settings-view";
import { looksSecret } from "../secret-like";
import { seconds } from "./amounts";
import { isOn, list, scalarText, texts } from "./values";

const ownAddress =
  /https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\$\{?HOSTNAME\}?)(?::(?<port>\d{1,5}))?(?<path>\/[!-~]*?)?(?=["'\s|;)&]|$)/;

/** What a health check says of the app. */
export interface HealthInput {
  readonly port?: number;
  readonly path?: string;
  readonly startSeconds?: number;
  /** Whether there is a check that asks no address. */
  readonly other: boolean;
}

/** Reads `healthcheck`: the address that its command asks, and how long a start may take. */
export function healthOf(healthcheck: unknown): HealthInput {
  if (!isFields(healthcheck)) return { other: false };
  const test = testText(healthcheck.test);
  const found = ownAddress.exec(test)?.groups;
  const path = found?.path;
  const port = found?.port === undefined ? undefined : Number(found.port);
  const start = seconds(scalarText(healthcheck.start_period));
  return {
    ...(port !== undefined && port >= 1 && port <= 65_535 && { port }),
    ...(path !== undefined && path.length <= 1024 && !looksSecret(path) && { path }),
    ...(start !== undefined && { startSeconds: Math.min(1800, Math.max(1, Math.ceil(start))) }),
    other: found === undefined && test !== "" && !isOn(healthcheck.disable),
  };
}

function testText(test: unknown): string {
  const words = Array.isArray(test) ? texts(list(test)) : [scalarText(test) ?? ""];
  return words[0] === "NONE" ? "" : words.join(" ");
}
