import { request } from "node:http";
import { LabProblem } from "./lab-problem";

const fine = 200;
/** Of an answer that is one sentence for the user. */
export const refused = 409;

/** Asks the lab over its socket; one that is not there is an error with the code ENOENT or ECONNREFUSED. What the lab refuses is a LabProblem. */
export function ask<Answer>(socketPath: string, path: string, question: unknown = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, method: "POST", agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("error", reject).on("end", () => {
        if (response.statusCode === refused) reject(new LabProblem(text));
        else if (response.statusCode !== fine) reject(new Error(`the lab failed: ${text}`));
        else resolve(JSON.parse(text) as Answer);
      });
    });
    sent.on("error", reject).end(JSON.stringify(question));
  });
}
