import { MissingInput } from "./missing-input";
import type { References } from "./references";
import { isEncrypted, isSecret, isUnknown, unwrapped } from "./unknown-value";

/** No argument that is priced, a size, a rate or a number of things, comes near it. */
const MOST = 1e9;

type Values = Readonly<Record<string, unknown>>;

/**
 * Reads arguments with their types. A value that is not known yet is taken from the outputs or from the resource it
 * refers to; when neither helps, `MissingInput` says which argument it was.
 */
export class Inputs {
  constructor(
    private readonly values: Values,
    private readonly outputs: Values | undefined,
    private readonly references: References,
    private readonly path = "",
  ) {}

  /** Whether the argument is given, even when its value is not known yet. */
  has(name: string): boolean {
    return !isAbsent(this.values[name]) || !isAbsent(this.outputs?.[name]);
  }

  /** Whether the value can be read now. */
  isKnown(name: string): boolean {
    return this.readable(name) !== undefined;
  }

  /** Whether the argument is a secret of a deployed resource; its outputs hold then, as they are of the same time. */
  isEncrypted(name: string): boolean {
    return isEncrypted(this.values[name]);
  }

  /** The argument as it stands, even when it cannot be read. */
  value(name: string): unknown {
    return this.values[name] ?? this.outputs?.[name];
  }

  /** Reads values that were gathered from these. */
  from(values: Values): Inputs {
    return new Inputs(values, undefined, this.references, this.path);
  }

  text(name: string): string | undefined {
    const value = this.raw(name);
    return value === undefined ? undefined : this.scalar(value, name);
  }

  /** A text that must be there. */
  needText(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === "") throw this.wrong(name, "is not given");
    return value;
  }

  /** A number of 0 or more. */
  number(name: string): number | undefined {
    const value = this.raw(name);
    if (value === undefined || value === "") return undefined;
    const number = typeof value === "string" ? Number(value) : value;
    if (typeof number === "number" && number >= 0 && number <= MOST) return number;
    if (typeof number === "number" && number > MOST)
      throw this.wrong(name, `is more than AWS offers; got ${number}`);
    throw this.wrong(name, `must be a number of 0 or more; got ${JSON.stringify(value)}`);
  }

  flag(name: string): boolean | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === "boolean") return value;
    return value === "true";
  }

  texts(name: string): string[] {
    const value = this.raw(name);
    if (value === undefined) return [];
    const items: unknown[] = Array.isArray(value) ? value : [value];
    return items.map((item) => this.scalar(item, name));
  }

  /** A block, or the first of a list of blocks. */
  block(name: string): Inputs | undefined {
    return this.blocks(name)[0];
  }

  blocks(name: string): Inputs[] {
    const value = this.raw(name);
    if (value === undefined) return [];
    const items: unknown[] = Array.isArray(value) ? value : [value];
    return items.map((item, index) => this.child(item, `${name}[${index}]`));
  }

  private scalar(value: unknown, name: string): string {
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    throw this.wrong(name, "must be a text");
  }

  private child(value: unknown, name: string): Inputs {
    const plain = unwrapped(value);
    if (typeof plain !== "object" || plain === null) throw this.wrong(name, hiddenBy(value));
    return new Inputs(plain as Values, undefined, this.references, `${this.path}${name}.`);
  }

  private raw(name: string): unknown {
    const value = this.readable(name);
    if (value !== undefined || isAbsent(this.values[name])) return value;
    throw this.wrong(name, hiddenBy(this.values[name]));
  }

  private readable(name: string): unknown {
    return this.known(this.values[name]) ?? this.known(this.outputs?.[name]);
  }

  private known(value: unknown): unknown {
    const plain = unwrapped(value);
    if (isAbsent(plain) || isUnknown(plain) || isSecret(plain)) return undefined;
    if (typeof plain !== "string" || !isReference(plain)) return plain;
    const target = unwrapped(this.references.valueOf(plain));
    return isUnknown(target) || isSecret(target) || (typeof target === "string" && isReference(target))
      ? undefined
      : target;
  }

  private wrong(name: string, problem: string): MissingInput {
    return new MissingInput(`${this.path}${name} ${problem}`);
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function hiddenBy(value: unknown): string {
  return isSecret(value) ? "is a secret" : "is not known before the update";
}

function isReference(text: string): boolean {
  return text.startsWith("${urn:") && text.endsWith("}") && text.indexOf("}") === text.length - 1;
}
