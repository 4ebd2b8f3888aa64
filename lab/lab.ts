import type { Outcome } from "../components/run-on-box/run-command";
import type { Rig } from "../test/box-rig/rig";
import type { Volume } from "../test/box-rig/volume";
import type { RdsServer } from "../test/move/rds-server";
import type { Filter, Machine } from "../test/engine/box/systems-manager";
import type { Properties } from "../test/engine/provider/difference";
import type { Call } from "./call";
import { carriers } from "./carriers/table";
import { judge } from "./judge";
import type { LabMachine } from "./lab-machine";

/** What there is of the cloud on this machine, and who carries changes of it out. */
export class Lab implements Machine {
  readonly machines = new Map<string, LabMachine>();
  readonly volumes = new Map<string, Volume>();
  /** Allocation id -> address. */
  readonly addresses = new Map<string, string>();
  readonly databases = new Map<string, RdsServer>();
  /** Name -> parameters. */
  readonly parameterGroups = new Map<string, Readonly<Record<string, string>>>();
  /** Name -> the program's file. */
  readonly functions = new Map<string, string>();
  /** Declared version of a bundle -> the version of what the machine gets instead (lab-bundle.ts). */
  readonly versions = new Map<string, string>();

  constructor(readonly rig: Rig) {}

  /** Carries it out, and says what the cloud adds to the state; an error is one sentence for Pulumi's user. */
  async carry(call: Call): Promise<Properties> {
    const carrier = carriers[call.type];
    if (call.operation === "remove") {
      await carrier?.remove(this, call);
      return {};
    }
    const problem = judge(call.type, call.inputs);
    if (problem !== undefined) throw new Error(problem);
    if (!carrier) return {};
    if (call.operation === "create") return carrier.create(this, call);
    if (!carrier.update) throw new Error(`the lab does not imitate a change of ${call.type} (${call.name})`);
    return carrier.update(this, call);
  }

  machine(id: string): LabMachine {
    return known(this.machines, id, "machine");
  }

  volume(id: string): Volume {
    return known(this.volumes, id, "volume");
  }

  address(id: string): string {
    return known(this.addresses, id, "address");
  }

  information(filters: readonly Filter[]): readonly object[] {
    return [...this.machines.values()].flatMap((machine) => machine.information(filters));
  }

  /** By the one machine there is. */
  carryOut(commands: readonly string[]): Promise<Outcome> | undefined {
    const [machine, ...others] = this.machines.values();
    return others.length === 0 ? machine?.carryOut(commands) : undefined;
  }
}

function known<Value>(all: ReadonlyMap<string, Value>, id: string, what: string): Value {
  const value = all.get(id);
  if (value === undefined) throw new Error(`the lab has no ${what} ${id}`);
  return value;
}
