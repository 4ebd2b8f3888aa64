import { createSocket } from "node:dgram";
import { AUTHORITATIVE_ANSWER, decode, encode, type Packet, type Question } from "dns-packet";
import type { NameTable } from "./name-table";

const [notFound, refused] = [3, 5];

/** The lab's DNS server over UDP: answers for the zones of the stack, and for nothing else. Resolves to its `address:port`. */
export async function startNameServer(table: NameTable, address: string): Promise<string> {
  const socket = createSocket("udp4");
  socket.on("message", (message, { address: asker, port: askerPort }) => {
    const answer = answerTo(message, table);
    if (answer) socket.send(answer, askerPort, asker);
  });
  await new Promise<void>((done, failed) => socket.once("error", failed).bind(0, address, done));
  return `${address}:${socket.address().port}`;
}

/** Undefined for what is no question. */
export function answerTo(message: Buffer, table: NameTable): Buffer | undefined {
  let asked: Packet;
  try {
    asked = decode(message);
  } catch {
    return undefined;
  }
  const [question] = asked.questions ?? [];
  if (asked.type !== "query" || !question) return undefined;
  return encode({ type: "response", id: asked.id, questions: [question], ...answered(question, table) });
}

function answered({ name, type }: Question, table: NameTable): Pick<Packet, "answers" | "flags"> {
  const known = name.toLowerCase();
  if (!table.has(known)) return { flags: refused };
  const found = table.answer(known, type);
  if (found && (type === "A" || type === "CNAME"))
    return {
      flags: AUTHORITATIVE_ANSWER,
      answers: found.values.map((data) => ({ type, name, data, ttl: found.ttl })),
    };
  const exists = [...table.records.values()].some((record) => record.name === known);
  return { flags: AUTHORITATIVE_ANSWER | (exists ? 0 : notFound), answers: [] };
}
