import type { Settings, Tier } from "../settings/schema";
import type { SchedulePlan } from "./schedule";
import type { Declared } from "./switching/declared";
import type { Part } from "./switching/memory";
import type { AppPlan, DnsPlan, ElasticachePlan, FilesPlan, NetworkPlan, Plan, RdsPlan } from "./types";

/** What one `up` declares: every tier that is there, and the state that all of them share. Plain JSON. */
export interface StackPlan {
  /** Plan of the tier that serves. */
  readonly serving: Plan;
  /** Tiers whose compute is declared; exactly one serves. */
  readonly tiers: readonly TierView[];
  readonly state: StatePlan;
  /** Undefined: the stack always runs. */
  readonly schedule?: SchedulePlan;
  /** Latches, record, what is kept, and where the databases shall be. */
  readonly declared: Declared;
  /** Of each part that stays and that no setting asks for: what its retirement removes. */
  readonly retirable: readonly RetiredPart[];
}

/** What a retirement removes, in words. */
export interface RetiredPart {
  readonly part: Part;
  /** Whether PostgreSQL on RDS goes with it. */
  readonly rds: boolean;
  readonly others: readonly string[];
}

export interface TierPlan {
  readonly tier: Tier;
  readonly serves: boolean;
  /** Weight of the tier's DNS records, 0-255. */
  readonly weight: number;
  /** What takes the tier out of DNS by itself; set on the serving tier while another stands by. */
  readonly triggers?: Settings["triggers"];
}

/** A tier and how it runs the apps. One that stands by runs no workers: they run on exactly one tier. */
export interface TierView extends TierPlan {
  readonly plan: Plan;
}

/** Whether Pulumi and AWS refuse to delete it; lifted in the first update of a retirement. */
export interface Kept {
  readonly protect: boolean;
}

/** Everything that holds data: what any tier that may exist needs. */
export interface StatePlan {
  readonly stack: string;
  readonly apps: readonly AppPlan[];
  readonly network: NetworkPlan;
  /** Subnets for databases, caches and shared files. */
  readonly dataSubnets?: Kept;
  /** With the names of the certificates of all tiers. */
  readonly dns: DnsPlan;
  /** Tag of the edge image, when a machine that runs apps needs one. */
  readonly edgeTag?: string;
  readonly backups: Plan["backups"];
  /** Whether a task backs the databases on RDS up. */
  readonly dumps: boolean;
  /** The box's data volume and address. */
  readonly box?: Kept & { readonly dataGb: number };
  readonly rds?: Kept & { readonly plan: RdsPlan };
  readonly elasticache?: Kept & { readonly plan: ElasticachePlan };
  readonly files?: Kept & { readonly plan: FilesPlan };
  /** Which servers run beside apps: their administrators' passwords are kept. */
  readonly beside: { readonly postgres: boolean; readonly redis: boolean };
}
