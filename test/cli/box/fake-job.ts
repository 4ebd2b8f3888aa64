import type { Answer, Message, Talk } from "../../../cli/box/message";
import { packed, unpacked } from "../../../cli/box/pieces";

interface Behaviour {
  /** What the command prints. */
  readonly out: Buffer;
  readonly err: Buffer;
  readonly exit: number;
  /** Most bytes of each answer, used one after the other and again from the first. */
  readonly chunks: readonly number[];
  /** Whether a message comes twice, used the same way. */
  readonly twice?: readonly boolean[];
  /** Whether the box takes the input of a message, used the same way. */
  readonly takes?: readonly boolean[];
}

/** The box's side of a job, as box/programs/box_job.py keeps it: positions, and what is not confirmed yet. */
export class FakeJob {
  input = Buffer.alloc(0);
  inputEnded = false;
  private readonly confirmed = { out: 0, err: 0 };
  private messages = 0;

  constructor(private readonly behaviour: Behaviour) {}

  readonly talk: Talk = async (message) => {
    const number = this.messages++;
    if (pick(this.behaviour.twice ?? [false], number)) this.answer(message, number);
    return this.answer(message, number);
  };

  private answer(message: Message, number: number): Answer {
    const { chunks, exit, takes = [true] } = this.behaviour;
    if (message.input && pick(takes, number)) this.take(message.input);
    const piece = (name: "out" | "err") => {
      this.confirmed[name] = Math.max(this.confirmed[name], message[name] ?? 0);
      const data = this.behaviour[name].subarray(this.confirmed[name]);
      const part = data.subarray(0, pick(chunks, number));
      return { whole: part.length === data.length, at: this.confirmed[name], data: packed(part, 1e9).text };
    };
    const [out, err] = [piece("out"), piece("err")];
    const over = out.whole && err.whole && this.inputEnded;
    return { out, err, taken: this.input.length, exit: over ? exit : null };
  }

  private take(input: NonNullable<Message["input"]>): void {
    const data = unpacked(input);
    if (input.at !== this.input.length && data.length > 0) return;
    this.input = Buffer.concat([this.input, data]);
    if (input.end && input.at + data.length === this.input.length) this.inputEnded = true;
  }
}

function pick<Value>(values: readonly Value[], number: number): Value {
  const value = values[number % values.length];
  if (value === undefined) throw new RangeError("nothing to pick from");
  return value;
}
