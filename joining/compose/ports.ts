import { isFields } from "../../settings/settings-view";
import { list, scalarText, texts } from "./values";

/** Ports of a container, as its service declares them. */
export interface PortList {
  /** TCP ports that are published. */
  readonly published: readonly number[];
  /** TCP ports that are only exposed to other containers. */
  readonly exposed: readonly number[];
  /** What cannot be served: UDP, ranges, texts that are no port. */
  readonly others: readonly string[];
}

/** Where HTTP is usually found, the likeliest first. */
const usual = [80, 8080, 3000, 8000, 5000, 8888, 9000, 8081, 4000, 1337];

/** Ports of protocols that Caddy does not pass on. */
const otherProtocols = new Map([
  [21, "FTP"],
  [22, "SSH"],
  [25, "SMTP"],
  [53, "DNS"],
  [110, "POP3"],
  [143, "IMAP"],
  [465, "SMTP"],
  [587, "SMTP"],
  [993, "IMAP"],
  [1883, "MQTT"],
  [3306, "MySQL"],
  [5432, "PostgreSQL"],
  [6379, "Redis"],
  [8883, "MQTT"],
  [25565, "Minecraft"],
  [27017, "MongoDB"],
]);

/** Inside the container these speak TLS themselves; Caddy speaks plain HTTP to an app. */
const tlsPorts = [443, 8443, 9443];

/** Reads both ways to write `ports`, and `expose`. */
export function portsOf(ports: unknown, expose: unknown): PortList {
  const found = list(ports).map(publishedPort);
  return {
    published: found.filter((port) => typeof port === "number"),
    exposed: texts(expose).flatMap((text) => tcpPort(text) ?? []),
    others: found.filter((port) => typeof port === "string"),
  };
}

function publishedPort(item: unknown): number | string {
  const text = isFields(item) ? longPort(item) : scalarText(item);
  if (text === undefined) return "not a port";
  const container = /^(?:.*:)?([^:]*)$/.exec(text)?.[1] ?? "";
  return tcpPort(container) ?? container.slice(0, 30);
}

function longPort(item: Readonly<Record<string, unknown>>): string | undefined {
  const target = scalarText(item.target);
  return target === undefined ? undefined : `${target}/${scalarText(item.protocol) ?? "tcp"}`;
}

function tcpPort(text: string): number | undefined {
  const digits = /^(\d{1,5})(\/tcp)?$/.exec(text.trim())?.[1];
  const port = Number(digits);
  return digits !== undefined && port >= 1 && port <= 65_535 ? port : undefined;
}

/** The port that visitors reach: what something in the file says, else the one where HTTP is likeliest. */
export function mainPort(ports: PortList, hints: readonly (number | undefined)[]): number | undefined {
  const declared = [...ports.published, ...ports.exposed];
  const hint = hints.find((port) => port !== undefined && (declared.length === 0 || declared.includes(port)));
  if (hint !== undefined) return hint;
  const candidates = (ports.published.length > 0 ? ports.published : ports.exposed).filter(
    (port) => !otherProtocols.has(port),
  );
  const plain = candidates.filter((port) => !tlsPorts.includes(port));
  return usual.find((port) => plain.includes(port)) ?? plain[0] ?? candidates[0];
}

/** What is said of the ports that are not reached. */
export function portNotes(ports: PortList, port: number | undefined): readonly string[] {
  const others = [...new Set(ports.published)].filter((other) => other !== port);
  return [
    ...(port !== undefined && tlsPorts.includes(port)
      ? [`port ${port}: Caddy speaks plain HTTP to an app; switch TLS off in it`]
      : []),
    ...[...others.map(described), ...ports.others.map((other) => JSON.stringify(other))].map(
      (other) =>
        `ports: ${other} is not reached from outside; a stack answers HTTP and HTTPS only${port === undefined ? "" : ", one port an app"}`,
    ),
  ];
}

function described(port: number): string {
  const protocol = otherProtocols.get(port);
  return protocol === undefined ? String(port) : `${port} (${protocol})`;
}
