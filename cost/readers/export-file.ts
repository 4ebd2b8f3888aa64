import type { Program } from "./program";
import { ReaderError } from "./reader-error";
import { recordOf, type State, stateOf } from "./state";

/** Gathers the resources of `pulumi stack export`. */
export class ExportFile {
  private readonly states: State[] = [];

  add(item: unknown): void {
    this.states.push(stateOf(item, `resource ${this.states.length + 1}`));
  }

  finish(rest: unknown): Program {
    const { resources } = recordOf(recordOf(rest)["deployment"]);
    if (resources !== undefined && resources !== null && !Array.isArray(resources)) {
      throw new ReaderError("is an export whose resources are not a list");
    }
    const states = this.states.filter(({ leaving }) => !leaving);
    return { kind: "export", states, before: [], mentioned: new Set(), leftOut: 0 };
  }
}
