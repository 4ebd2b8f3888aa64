import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { Hours } from "./hours-module";

/** What AWS answers to an action: a document, or `{ error }`. */
export type Answers = Readonly<Record<string, Readonly<Record<string, unknown>> | string>>;

export interface Looked {
  readonly did?: string;
  readonly failed?: string;
  /** Actions that change something or start something, with their arguments. */
  readonly calls: readonly string[];
}

const { look: lookAt } = createRequire(__filename)("../../functions/schedule") as {
  readonly look: (now: Date, hours: Hours, env: Readonly<Record<string, string>>) => Promise<string>;
};

/** Lets functions/schedule look once at a stand-in for AWS, as Lambda would. */
export async function look(
  environment: Readonly<Record<string, string>>,
  answers: Answers,
  now: string,
  hours: Hours,
): Promise<Looked> {
  const calls: string[] = [];
  const server = createServer((request, response) => void answer(request, response, answers, calls));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const before = { ...process.env };
  Object.assign(process.env, account, { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
  try {
    const env = { ...environment, HOLD_PARAMETER: "/ladder/dev/schedule/hold" };
    return { did: await lookAt(new Date(now), hours, env), calls };
  } catch (error) {
    return { failed: error instanceof Error ? error.name : String(error), calls };
  } finally {
    process.env = before;
    server.closeAllConnections();
    server.close();
  }
}

const account = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "a",
  AWS_SECRET_ACCESS_KEY: "b",
  AWS_MAX_ATTEMPTS: "1",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  answers: Answers,
  calls: string[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const target = String(request.headers["x-amz-target"] ?? "");
  const action =
    target === "" ? (new URLSearchParams(body).get("Action") ?? "") : (target.split(".")[1] ?? "");
  if (!/^(Get|Describe|List)/.test(action)) calls.push(said(action, target, body));
  const found = answers[action] ?? {};
  if (typeof found === "string") return refuse(response, target, found);
  if (target !== "")
    return void response.setHeader("content-type", "application/x-amz-json-1.1").end(JSON.stringify(found));
  response
    .setHeader("content-type", "text/xml")
    .end(`<${action}Response><${action}Result>${xml(found)}</${action}Result></${action}Response>`);
}

function refuse(response: ServerResponse, target: string, error: string): void {
  response.statusCode = 400;
  if (target !== "") response.end(JSON.stringify({ __type: error }));
  else response.end(`<ErrorResponse><Error><Code>${error}</Code></Error></ErrorResponse>`);
}

/** `StopInstances InstanceId.1=i-1` */
function said(action: string, target: string, body: string): string {
  if (target !== "") return `${action} ${body}`;
  const fields = [...new URLSearchParams(body)].filter(([name]) => !["Action", "Version"].includes(name));
  return `${action} ${fields.map(([name, value]) => `${name}=${value}`).join(" ")}`;
}

function xml(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, inner]) =>
      [inner]
        .flat()
        .map((one) => `<${name}>${xml(one)}</${name}>`)
        .join(""),
    )
    .join("");
}
