import type { Properties } from "../../rig/provider/difference";

/** One record set, as it is declared. */
export interface DeclaredRecord {
  readonly name: string;
  readonly type: string;
  /** Which of several of the same name and type: the tier. */
  readonly side?: string;
  readonly values: readonly string[];
  /** Another name of AWS's, whose addresses are the answer. */
  readonly alias?: string;
  readonly ttl: number;
  /** Undefined: not one of several. */
  readonly weight?: number;
  readonly healthCheckId?: string;
}

export interface NameAnswer {
  readonly values: readonly string[];
  readonly ttl: number;
}

/** Route 53 API, AliasTarget: an alias lives as long as what it stands for; 60 s for load balancers and CloudFront. */
const aliasTtl = 60;

/** A tier that has records. */
export interface Side {
  readonly name: string;
  readonly weight: number;
  readonly addresses: readonly string[];
  /** Whether its health check, if it has one, succeeds. */
  readonly healthy: boolean;
}

/** What Route 53 would answer: weights and health checks are honoured. */
export class NameTable {
  readonly records = new Map<string, DeclaredRecord>();
  /** Names that AWS gives: of load balancers and distributions. */
  readonly addresses = new Map<string, string>();
  readonly zones = new Map<string, string>();

  /** `random`: from 0 up to 1. */
  constructor(
    private readonly isHealthy: (healthCheckId: string) => boolean,
    private readonly random: () => number = Math.random,
  ) {}

  /** Whether a zone of the lab has the name. */
  has(name: string): boolean {
    return [...this.zones.values()].some((zone) => name === zone || name.endsWith(`.${zone}`));
  }

  /** Undefined when the name has no such record. */
  answer(name: string, type: string): NameAnswer | undefined {
    const all = [...this.records.values()].filter((one) => one.name === name && one.type === type);
    const record = this.chosen(all);
    return record && { values: this.valuesOf(record), ttl: record.ttl };
  }

  /** Who may answer for a name, and with which weight. */
  sides(name: string): readonly Side[] {
    const all = [...this.records.values()].filter((one) => one.name === name && one.type === "A");
    return all.map((record) => ({
      name: record.side ?? "",
      weight: record.weight ?? 1,
      addresses: this.valuesOf(record),
      healthy: this.isWell(record),
    }));
  }

  private isWell({ healthCheckId: id }: DeclaredRecord): boolean {
    return id === undefined || this.isHealthy(id);
  }

  private valuesOf({ alias, values }: DeclaredRecord): readonly string[] {
    if (alias === undefined) return values;
    const address = this.addresses.get(alias);
    return address === undefined ? [] : [address];
  }

  /** By weight, of those that are healthy; of all when none is, and of those with weight 0 when there are no others. */
  private chosen(all: readonly DeclaredRecord[]): DeclaredRecord | undefined {
    const healthy = all.filter((record) => this.isWell(record));
    const possible = healthy.length > 0 ? healthy : all;
    const weighted = possible.map((record) => ({ record, weight: record.weight ?? 1 }));
    const sum = weighted.reduce((total, { weight }) => total + weight, 0);
    if (sum === 0) return possible[Math.floor(this.random() * possible.length)];
    let left = this.random() * sum;
    return weighted.find(({ weight }) => (left -= weight) < 0)?.record;
  }
}

export function declaredRecord(inputs: Properties): DeclaredRecord {
  const [alias] = (inputs["aliases"] ?? []) as readonly { name: string; evaluateTargetHealth: boolean }[];
  const [weighted] = (inputs["weightedRoutingPolicies"] ?? []) as readonly { weight: number }[];
  if (alias?.evaluateTargetHealth === true) throw new Error("the lab does not evaluate a target's health");
  return {
    name: String(inputs["name"]).replace(/[.]$/, "").toLowerCase(),
    type: String(inputs["type"]),
    side: inputs["setIdentifier"] as string | undefined,
    values: (inputs["records"] ?? []) as readonly string[],
    alias: alias?.name,
    ttl: Number(inputs["ttl"] ?? aliasTtl),
    weight: weighted?.weight,
    healthCheckId: inputs["healthCheckId"] as string | undefined,
  };
}
