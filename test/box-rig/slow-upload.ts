import { request } from "node:https";

export interface SlowUpload {
  readonly address: string;
  readonly host: string;
  readonly authority: string;
  readonly seconds: number;
}

/** Sends a body, 10 kB twice a second, to the echoing app; answers with how many bytes it got. */
export function slowUpload({ address, host, authority, seconds }: SlowUpload): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { host: address, servername: host, ca: authority, headers: { host }, agent: false };
    const sent = request({ ...options, method: "POST" }, (answer) => {
      let text = "";
      answer.on("data", (part: Buffer) => (text += part.toString()));
      answer.on("end", () => resolve((JSON.parse(text) as { bytes: number }).bytes));
    });
    sent.once("error", reject);
    let left = seconds * 2;
    const timer = setInterval(() => {
      sent.write(Buffer.alloc(10_000));
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      sent.end();
    }, 500);
  });
}
