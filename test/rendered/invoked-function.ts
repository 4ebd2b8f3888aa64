import { spawn } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");

export interface Invoked {
  /** What the function answers, as JSON. */
  readonly answer?: unknown;
  readonly error?: string;
  /** Everything it wrote, which on Lambda goes to a log. */
  readonly log: string;
}

/** As Lambda runs it: the handler in a process of its own, which trusts the certificates of a file. */
const program = `
  const { handler } = require("./functions/make-databases");
  const chunks = [];
  process.stdin.on("data", (chunk) => chunks.push(chunk)).on("end", () =>
    handler(JSON.parse(Buffer.concat(chunks))).then(
      (answer) => process.send({ answer }),
      ({ message }) => process.send({ error: message }),
    ).finally(() => process.disconnect()));
`;

/** The function that makes databases, at work; `authority` is the file of certificates that it trusts. */
export function invoked(input: object, authority: string) {
  const child = spawn(process.execPath, ["-e", program], {
    cwd: root,
    env: { NODE_EXTRA_CA_CERTS: authority },
    stdio: ["pipe", "pipe", "pipe", "ipc"],
  });
  let log = "";
  let said: Omit<Invoked, "log"> = {};
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (text: Buffer) => (log += text.toString()));
  child.on("message", (message) => (said = message as typeof said));
  child.stdin?.end(JSON.stringify(input));
  const ended = new Promise<Invoked>((done) => child.on("close", () => done({ ...said, log })));
  return { child, ended };
}
