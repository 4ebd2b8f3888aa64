import { request } from "node:http";

/** Asks the lab over its socket; one that is not there is an error with the code ENOENT or ECONNREFUSED. */
export function ask<Answer>(socketPath: string, path: string, question: unknown = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, method: "POST", agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => resolve(JSON.parse(text) as Answer)).on("error", reject);
    });
    sent.on("error", reject).end(JSON.stringify(question));
  });
}
