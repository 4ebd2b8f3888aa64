import { request } from "node:http";

const patienceMs = 40_000;

/** Status of a GET request to this machine under a host name, which is only said, never looked up. */
export function statusOf(port: number, host: string, path: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const sent = request({
      host: "127.0.0.1",
      port,
      path,
      headers: { host },
      agent: false,
      timeout: patienceMs,
    });
    sent
      .once("response", (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
      .once("timeout", () => sent.destroy())
      .once("error", () => resolve(undefined))
      .end();
  });
}
