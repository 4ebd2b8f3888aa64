import type { Program } from "./program";
import { ReaderError } from "./reader-error";
import { recordOf, type State, stateOf } from "./state";

// The engine keeps the object, so its id and computed properties hold after the update too.
const KEEPING = new Set(["same", "update", "refresh", "read"]);

/** Gathers the steps of `pulumi preview --json`. */
export class PreviewFile {
  private readonly after = new Map<string, State>();
  private readonly before = new Map<string, State>();
  private readonly mentioned = new Set<string>();
  private readonly failures: string[] = [];
  private same = 0;

  get steps(): number {
    return this.mentioned.size;
  }

  addStep(item: unknown): void {
    const step = recordOf(item);
    const { op, urn } = step;
    const where = `step ${this.mentioned.size + 1}`;
    if (typeof op !== "string" || typeof urn !== "string")
      throw new ReaderError(`${where} has no op and URN`);
    this.mentioned.add(urn);
    if (op === "same") this.same += 1;
    const old = isAbsent(step["oldState"]) ? undefined : stateOf(step["oldState"], where);
    if (old && !old.leaving) this.before.set(urn, old);
    if (!isAbsent(step["newState"])) this.after.set(urn, planned(op, stateOf(step["newState"], where), old));
  }

  addDiagnostic(item: unknown): void {
    const { severity, message } = recordOf(item);
    if (severity === "error") this.failures.push(String(message));
  }

  /** The program, from the rest of the document. Throws `ReaderError` for a preview that did not succeed. */
  finish(rest: unknown): Program {
    const { config, changeSummary } = recordOf(rest);
    const [failure] = this.failures;
    if (failure !== undefined) throw new ReaderError(`is a failed preview: ${firstLines(failure)}`);
    if (this.mentioned.size === 0) throw new ReaderError("is a preview without any step: it did not succeed");
    const same = recordOf(changeSummary)["same"];
    const region = recordOf(config)["aws:region"];
    return {
      kind: "preview",
      states: [...this.after.values()],
      before: [...this.before.values()],
      mentioned: this.mentioned,
      leftOut: typeof same === "number" ? Math.max(0, same - this.same) : 0,
      ...(typeof region === "string" && region !== "" && { configRegion: region }),
    };
  }
}

/** The new state, with what is known of the object that stays: all but the properties that its inputs decide. */
function planned(op: string, state: State, old: State | undefined): State {
  if (!KEEPING.has(op) || old === undefined) return state;
  const { inputs, outputs } = old.resource;
  const decided = { ...inputs, ...state.resource.inputs };
  const computed = Object.entries(outputs ?? {}).filter(([property]) => !(property in decided));
  return {
    ...state,
    resource: { id: old.resource.id, ...state.resource, outputs: Object.fromEntries(computed) },
  };
}

function firstLines(message: string): string {
  const lines = message.split("\n").map((line) => line.trim());
  return lines.filter(Boolean).slice(0, 3).join(" ") || "no reason given";
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
