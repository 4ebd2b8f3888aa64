import type { Settings, Tier } from "../settings/schema";
import type { AlertsPlan } from "./alerts/types";
import type { BeanstalkPlan } from "./beanstalk-types";
import type { ConnectionNeed } from "./connections";
import type { DumpsPlan } from "./dumps";
import type { FargatePlan } from "./fargate-types";
import type { SecretPlan } from "./secret-plan";

/** How one tier runs the apps: plain JSON, a pure function of settings, folder digests and memory. Same input, same bytes. */
export interface Plan {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  /** AWS profile that the stack's settings name. */
  readonly profile?: string;
  readonly tier: Tier;
  readonly network: NetworkPlan;
  readonly dns: DnsPlan;
  readonly homes: Homes;
  readonly dataHome?: DataHomePlan;
  /** Set when the databases live on RDS. */
  readonly rds?: RdsPlan;
  /** Set when a task backs the databases on RDS up, as no box does. */
  readonly dumps?: DumpsPlan;
  /** Set when the cache lives on ElastiCache. */
  readonly elasticache?: ElasticachePlan;
  /** Set when files live on EFS. */
  readonly files?: FilesPlan;
  readonly box: BoxPlan;
  readonly beanstalk?: BeanstalkPlan;
  readonly fargate?: FargatePlan;
  readonly apps: readonly AppPlan[];
  /** What the user should know of decisions that the plan took, one sentence each. */
  readonly notes: readonly string[];
  /** Daily snapshots and nightly backups to keep; when they are made. */
  readonly backups: {
    readonly keep: number;
    readonly nightly: number;
    readonly timeUtc: string;
    /** Days within which the box's databases can be brought back as of any second; 0 is off. */
    readonly pointInTimeDays: number;
    /** Stacks whose backups the box may read, too -> their buckets. */
    readonly others?: Readonly<Record<string, string>>;
    /** Where verified backups of the box are copied to, and how many are kept there; 0 keeps all. */
    readonly offsite?: {
      readonly endpoint: string;
      readonly bucket: string;
      readonly region: string;
      readonly keep: number;
    };
  };
  readonly budget?: {
    readonly monthlyUsd: number;
    readonly emails: readonly string[];
    readonly enforce: boolean;
    /** Shares of the limit, in percent, of actual and forecast spend. */
    readonly actualPercent: readonly number[];
    readonly forecastPercent: readonly number[];
  };
  readonly alerts?: AlertsPlan;
  /** Who on GitHub previews and deploys the stack. */
  readonly github?: {
    readonly repository: string;
    readonly branch: string;
    readonly identityProvider: "create" | "existing";
  };
  /** Assumptions of the cost review. */
  readonly costs: {
    readonly usage?: {
      readonly requestsPerMonth?: number;
      readonly egressGb?: number;
      readonly users?: number;
    };
    readonly freeTier: "none" | "legacy" | "credits";
  };
  /** What `npm run advise` goes by, in days and percent. */
  readonly advice: Settings["advice"];
}

/** Where what apps keep lives; undefined when no app has any. `box`: beside the apps, on the machine that runs them. */
export interface Homes {
  readonly database?: "box" | "rds";
  readonly cache?: "box" | "elasticache";
  readonly files?: "box" | "efs";
}

/** Which servers a box of its own reaches. Which of them has the data the box itself knows (box/programs/data_home.py). */
export interface DataHomePlan {
  /** Of a new volume. */
  readonly fresh: "box" | "rds";
  readonly reachable: readonly ("box" | "rds")[];
  /** Apps that run on the serving tier alone, while this box stands by: their databases move with the others. */
  readonly elsewhere?: readonly AppPlan[];
}

/** PostgreSQL on RDS. */
export interface RdsPlan {
  readonly class: string;
  readonly majorVersion: string;
  readonly storageGb: number;
  /** Undefined when the storage cannot grow any more. */
  readonly maxStorageGb?: number;
  readonly multiAz: boolean;
  readonly backupDays: number;
  /** Of the administrator's password. */
  readonly passwordVersion: number;
  /** `03:00-03:30`, daily, UTC. */
  readonly backupWindow: string;
  /** `sun:04:00-sun:04:30`, UTC. */
  readonly maintenanceWindow: string;
  /** What the server takes by default. */
  readonly maxConnections: number;
  readonly connectionNeeds: readonly ConnectionNeed[];
  /** Of each app's role: twice what its copies open, because old and new ones run side by side while it is replaced. */
  readonly connectionLimits: Readonly<Record<string, number>>;
}

/** Files on EFS. */
export interface FilesPlan {
  /** Folders that are mounted, `/apps/<app>/<volume>`; the certificates of a single Beanstalk instance are in `/caddy`, unused behind a load balancer. */
  readonly folders: readonly string[];
}

/** Valkey on ElastiCache. */
export interface ElasticachePlan {
  readonly node: string;
  readonly replicas: number;
  readonly snapshotDays: number;
  /** Valkey's major and minor version. */
  readonly engineVersion: string;
  /** Of parameter groups; follows the major version. */
  readonly family: string;
}

export interface NetworkPlan {
  readonly vpcCidr: string;
  /** Two zones; the zone's letter is chosen at the first `up` and pinned. */
  readonly zones: readonly {
    readonly index: number;
    readonly publicCidr: string;
    readonly dataCidr: string;
    /** For tasks without a public address. */
    readonly privateCidr: string;
  }[];
}

export interface DnsPlan {
  readonly domain?: string;
  /** none: no domain, or its records are set by hand; create: the stack makes the zone; existing: `zoneId` is used. */
  readonly zone: "none" | "create" | "existing";
  readonly zoneId?: string;
  readonly email?: string;
  /** Host names that get a record in the zone. */
  readonly records: readonly string[];
  /** Host names outside the domain: the user sets their records by hand. */
  readonly manual: readonly string[];
  /** Names of the load balancer's certificate; empty without a load balancer or hosts. */
  readonly certificateNames: readonly string[];
}

export interface BoxPlan {
  readonly instanceType: string;
  readonly credits: "standard" | "unlimited";
  readonly burstable: boolean;
  /** AMI given by the user; without it the newest at the first `up`, kept from then on. */
  readonly image?: string;
  readonly rootGb: number;
  readonly dataGb: number;
  readonly databaseMemoryMb: number;
  readonly cacheMemoryMb: number;
  readonly cachePolicy: "volatile-lru" | "allkeys-lru" | "noeviction";
  /** How long `pulumi up` waits for the box to take a change. */
  readonly applyTimeoutMinutes: number;
  /** How long it waits for the box to move the databases. */
  readonly moveTimeoutMinutes: number;
  readonly memory: MemoryPlan;
  readonly images: { readonly caddy: string; readonly postgres: string; readonly redis: string };
  /** Major -> image of the PostgreSQL majors before the chosen one, whose data the box can take over. */
  readonly olderPostgres: Readonly<Record<string, string>>;
  /** Set when an app has a rate limit: tag of the edge image with the limiter, built instead of the stock one. */
  readonly edgeTag?: string;
}

/** The memory arithmetic of the box, in MiB, line by line as shown to the user. */
export interface MemoryPlan {
  readonly usableMb: number;
  readonly lines: readonly { readonly what: string; readonly mb: number }[];
  readonly neededMb: number;
  readonly freeMb: number;
  readonly swapMb: number;
  /** The smallest known instance type whose memory fits. */
  readonly smallestThatFits: string;
}

export type AppKind = "web" | "worker" | "static";

export type AppSource =
  | { readonly kind: "image"; readonly reference: string }
  | { readonly kind: "build"; readonly context: string; readonly digest: string; readonly tag: string }
  | { readonly kind: "static"; readonly folder: string; readonly digest: string };

export interface AppPlan {
  readonly name: string;
  readonly kind: AppKind;
  readonly source: AppSource;
  /** Only for kind web. */
  readonly port?: number;
  readonly health: string;
  /** Fully qualified host names; empty without a domain (then `<name>.<address>.sslip.io`). */
  readonly hosts: readonly string[];
  /** They answer with a redirect to the first of `hosts`; empty when that is. */
  readonly redirectHosts: readonly string[];
  readonly command?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly SecretPlan[];
  /** PostgreSQL database and its owner, both of this name; `login` is who logs in when that is not the owner. */
  readonly database?: { readonly name: string; readonly role: string; readonly login?: string };
  /** Redis user and the prefix its keys must have. */
  readonly cache?: { readonly user: string; readonly prefix: string };
  /** Of the passwords of database and cache. */
  readonly passwordVersion: number;
  readonly migrate?: string;
  readonly volumes: readonly { readonly name: string; readonly path: string }[];
  readonly memoryMb: number;
  /** Connections that one copy opens at most. */
  readonly connections: number;
  /** sslmode of DATABASE_URL when the databases live on RDS. */
  readonly databaseTls: "require" | "verify-full" | "no-verify";
  readonly scale: AppScale;
  readonly startSeconds: number;
  readonly readOnly: boolean;
  /** Whether two containers of the app may run at once while it is updated. */
  readonly overlap: boolean;
  /** How long open requests may finish, and then the app after SIGTERM. */
  readonly stopSeconds: number;
  readonly maxBodyMb: number;
  readonly rateLimit?: { readonly requests: number; readonly seconds: number };
  /** Who may visit; the password is the value of this secret of the app. */
  readonly basicAuth?: { readonly user: string; readonly password: string };
}

/** Copies of an app on the fargate tier. */
export interface AppScale {
  readonly min: number;
  readonly max: number;
  readonly cpuPercent: number;
  readonly requestsPerMinute?: number;
}
