import type { Problem } from "../settings/problems";
import type { Settings } from "../settings/schema";
import type { AppPlan } from "./types";

/** Names that one certificate may have without asking AWS for more. https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
export const mostNames = 10;

/** Characters of a certificate's common name. ACM API, RequestCertificate, DomainName */
const longestFirst = 64;

/** Names of one certificate for all hosts: a wildcard for those right below the domain, each other one by itself. */
export function certificateNames(hosts: readonly string[], domain: string | undefined): readonly string[] {
  const names = hosts.map((host) =>
    domain !== undefined && isRightBelow(host, domain) ? `*.${domain}` : host,
  );
  return inOrder(names);
}

/** Each once, the domain itself first: the first name is the certificate's own, which may have 64 characters. */
export function inOrder(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
}

/**
 * Names of the load balancer's certificate. Static sites are behind it where instances serve them; on Fargate they have
 * distributions of their own, which no other host may point at.
 */
export function namesOf(
  apps: readonly AppPlan[],
  { tier, domain }: Pick<Settings, "tier" | "domain">,
): readonly string[] {
  const behind = tier === "fargate" ? apps.filter((app) => app.kind === "web") : apps;
  return certificateNames(behind.flatMap(namedHosts), domain);
}

/** Every host of an app that visitors may come to. */
export function namedHosts({ hosts, redirectHosts }: AppPlan): readonly string[] {
  return [...hosts, ...redirectHosts];
}

/** A certificate for more names than AWS gives. */
export function certificateProblems(
  names: readonly string[],
  whose = "the load balancer's certificate",
): readonly Problem[] {
  const [first = ""] = names;
  if (first.length > longestFirst)
    return [
      {
        path: "apps",
        problem: `${whose} has no name that is short enough to be its first`,
        got: `${first.length} characters: ${first}`,
        allowed: `one host of at most ${longestFirst} characters`,
        hint: "give an app a shorter host, or use a shorter domain",
      },
    ];
  if (names.length <= mostNames) return [];
  return [
    {
      path: "apps",
      problem: `${whose} would have too many names`,
      got: `${names.length}: ${names.join(", ")}`,
      allowed: `at most ${mostNames}`,
      hint: "hosts of the form <name>.<domain> share one name; use fewer others, or the compose tier, where each host has its own",
    },
  ];
}

function isRightBelow(host: string, domain: string): boolean {
  return host.endsWith(`.${domain}`) && !host.slice(0, -domain.length - 1).includes(".");
}
