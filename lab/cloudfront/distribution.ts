import { createContext, runInContext } from "node:vm";
import type { Properties } from "../../rig/provider/difference";

/** What a distribution answers with; CloudFront's own errors have no file behind them. */
export interface SiteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Reads an object of S3: its status, headers and content. */
export type ReadObject = (bucket: string, key: string) => Promise<SiteAnswer>;

export interface Visit {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
}

interface Origin {
  readonly domainName: string;
  readonly originPath?: string;
}

interface CustomError {
  readonly errorCode: number;
  readonly responseCode: number;
  readonly responsePagePath: string;
}

interface Behavior {
  readonly allowedMethods: readonly string[];
  readonly functionAssociations?: readonly { readonly functionArn: string }[];
  readonly responseHeadersPolicyId?: string;
}

export interface Surroundings {
  readonly read: ReadObject;
  /** Code of a function, by ARN. */
  readonly code: (functionArn: string) => string;
  /** Headers that a policy adds, by its id. */
  readonly added: (policyId: string) => Readonly<Record<string, string>>;
}

/** One request to a distribution: its function, its origin in S3, its own pages for errors. Nothing is cached. */
export async function distributionAnswer(
  inputs: Properties,
  visit: Visit,
  all: Surroundings,
): Promise<SiteAnswer> {
  const behavior = inputs["defaultCacheBehavior"] as Behavior;
  const added =
    behavior.responseHeadersPolicyId === undefined ? {} : all.added(behavior.responseHeadersPolicyId);
  const answer = await plainAnswer(inputs, behavior, visit, all);
  return { ...answer, headers: { ...added, ...answer.headers } };
}

async function plainAnswer(
  inputs: Properties,
  behavior: Behavior,
  visit: Visit,
  all: Surroundings,
): Promise<SiteAnswer> {
  if (!behavior.allowedMethods.includes(visit.method)) return bare(403);
  const [association, ...others] = behavior.functionAssociations ?? [];
  if (others.length > 0) throw new Error("a distribution of the lab has one function");
  const decided = association ? viewerRequest(all.code(association.functionArn), visit) : { uri: visit.path };
  if ("statusCode" in decided) return moved(decided);
  const [origin] = inputs["origins"] as readonly Origin[];
  if (!origin) throw new Error("the distribution has no origin");
  const found = await all.read(bucketOf(origin), keyOf(origin, decided.uri));
  const errors = (inputs["customErrorResponses"] ?? []) as readonly CustomError[];
  const error = errors.find(({ errorCode }) => errorCode === found.status);
  if (!error) return found;
  const page = await all.read(bucketOf(origin), keyOf(origin, error.responsePagePath));
  return { ...page, status: error.responseCode };
}

interface Moved {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, { readonly value: string }>>;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
function viewerRequest(code: string, { method, host, path, query }: Visit): { uri: string } | Moved {
  const querystring = Object.fromEntries(
    [...new URLSearchParams(query)].map(([name, value]) => [name, { value: encodeURIComponent(value) }]),
  );
  const event = {
    version: "1.0",
    context: { eventType: "viewer-request" },
    viewer: {},
    request: { method, uri: path, querystring, headers: { host: { value: host } }, cookies: {} },
  };
  const context = createContext({ event });
  return runInContext(`${code}\nhandler(event)`, context, { timeout: 1000 }) as { uri: string } | Moved;
}

function moved({ statusCode, headers }: Moved): SiteAnswer {
  const plain = Object.entries(headers).map(([name, { value }]) => [name, value]);
  return { ...bare(statusCode), headers: Object.fromEntries(plain) as Record<string, string> };
}

function bare(status: number): SiteAnswer {
  return { status, headers: {}, body: Buffer.alloc(0) };
}

/** `name.s3.us-east-1.amazonaws.com` -> `name`. */
function bucketOf({ domainName }: Origin): string {
  return domainName.split(".s3.")[0] ?? "";
}

function keyOf({ originPath = "" }: Origin, uri: string): string {
  return `${originPath}${uri}`.replace(/^\//, "");
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicySecurityHeadersConfig.html */
export function securityHeaders(policy: Properties): Readonly<Record<string, string>> {
  const config = (policy["securityHeadersConfig"] ?? {}) as SecurityHeaders;
  const { strictTransportSecurity, contentTypeOptions, referrerPolicy, frameOptions } = config;
  return {
    ...(strictTransportSecurity && {
      "strict-transport-security": `max-age=${strictTransportSecurity.accessControlMaxAgeSec}`,
    }),
    ...(contentTypeOptions && { "x-content-type-options": "nosniff" }),
    ...(referrerPolicy && { "referrer-policy": referrerPolicy.referrerPolicy }),
    ...(frameOptions && { "x-frame-options": frameOptions.frameOption }),
  };
}

interface SecurityHeaders {
  readonly strictTransportSecurity?: { readonly accessControlMaxAgeSec: number };
  readonly contentTypeOptions?: object;
  readonly referrerPolicy?: { readonly referrerPolicy: string };
  readonly frameOptions?: { readonly frameOption: string };
}
