import { StandInServer } from "./stand-in-server";

/** Who answers: an action, and its request. */
export interface BeanstalkActor {
  act(action: string, request: Readonly<Record<string, string>>): unknown;
}

export type BeanstalkApi = StandInServer<BeanstalkActor>;

/** Stands in for Elastic Beanstalk's query API, which answers in XML. */
export function startBeanstalkApi(): Promise<BeanstalkApi> {
  return StandInServer.start<BeanstalkActor>("text/xml", ({ body }, environment) => {
    const request = new URLSearchParams(body);
    const action = request.get("Action") ?? "";
    try {
      const result = xml(environment?.act(action, Object.fromEntries(request)));
      const answer = `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
      return { status: 200, body: answer };
    } catch (error) {
      const problem = { Type: "Sender", Code: "InvalidParameterValue", Message: String(error) };
      return { status: 400, body: `<ErrorResponse>${xml({ Error: problem })}</ErrorResponse>` };
    }
  });
}

/** Lists are members, maps are elements. */
function xml(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map((item) => `<member>${xml(item)}</member>`).join("");
  if (typeof value === "object")
    return Object.entries(value)
      .map(([key, inner]) => `<${key}>${xml(inner)}</${key}>`)
      .join("");
  return String(value as string | number)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
}
