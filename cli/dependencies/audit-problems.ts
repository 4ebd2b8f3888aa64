import type { Waiver } from "../../policy/waivers";

/** What `npm audit --json` found out. */
export type Audit =
  | { readonly kind: "answered"; readonly problems: readonly string[] }
  /** Why the registry did not say. */
  | { readonly kind: "silent"; readonly reason: string };

interface Advisory {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly severity: string;
  readonly range: string;
}

interface Report {
  readonly vulnerabilities?: Readonly<Record<string, { readonly via: readonly (Advisory | string)[] }>>;
  readonly message?: string;
  readonly error?: { readonly summary?: string };
}

/** The known vulnerabilities that nobody has accepted, each once, and waivers that nothing needs. */
export function auditProblems(output: string, waivers: Readonly<Record<string, Waiver>>): Audit {
  const report = parsed(output);
  if (!report?.vulnerabilities) return { kind: "silent", reason: reasonOf(report) };
  const via = Object.values(report.vulnerabilities).flatMap((one) => one.via);
  const found = via.filter((one): one is Advisory => typeof one !== "string");
  const known = new Map(found.map((one) => [one.url, one]));
  const open = [...known.values()].filter(({ url }) => !Object.hasOwn(waivers, url));
  const unneeded = Object.keys(waivers).filter((url) => !known.has(url));
  return {
    kind: "answered",
    problems: [
      ...open.map(
        ({ name, range, severity, title, url }) => `${name} ${range}: ${severity}: ${title} (${url})`,
      ),
      ...unneeded.map((url) => `${url}: waived, but no longer found; remove the waiver`),
    ],
  };
}

function parsed(output: string): Report | undefined {
  try {
    return JSON.parse(output) as Report;
  } catch {
    return undefined;
  }
}

function reasonOf(report: Report | undefined): string {
  const said = report?.message ?? report?.error?.summary;
  return said === undefined || said === "" ? "no answer" : said;
}
