/** The cluster of the fargate tier. */
export interface FargatePlan {
  readonly spotPercent: number;
  readonly network: "public" | "nat" | "endpoints";
  readonly exec: boolean;
  readonly logDays: number;
  /** Whether there is a web app, and so a load balancer. */
  readonly balanced: boolean;
  readonly rules: readonly HostRule[];
  /** Private DNS zone in which web apps find each other as `<app>.<namespace>`; undefined when nobody would ask. */
  readonly namespace?: string;
  /** One for each app with a container. */
  readonly services: readonly ServicePlan[];
  readonly sites: readonly SitePlan[];
  /** Names of the one certificate of all static sites; empty without hosts. */
  readonly siteCertificateNames: readonly string[];
}

/** A rule of the load balancer: these hosts go to this app, or are sent to the app's first host. */
export interface HostRule {
  readonly app: string;
  /** Among the app's own rules of this kind. */
  readonly index: number;
  /** The host that visitors are sent to; undefined when the app answers itself. */
  readonly redirectTo?: string;
  readonly hosts: readonly string[];
  /** 1 to 50000, no two alike. */
  readonly priority: number;
}

/** How an app runs on Fargate. */
export interface ServicePlan {
  readonly app: string;
  /** 1/1024 vCPU. */
  readonly cpu: number;
  readonly memoryMb: number;
  /** Whether an old copy ends before the new one starts: copies that must not run side by side; or after it serves. */
  readonly replace: "first" | "after";
  /** After its start, in which a failed health check does not count. */
  readonly graceSeconds: number;
  /** Open requests may finish for so long before the app is asked to end, and then it has so long until it is killed. */
  readonly drainSeconds: number;
  readonly stopSeconds: number;
  /** Whether a shell may be opened in it. */
  readonly exec: boolean;
  /** How long `pulumi up` waits for a new version to serve. */
  readonly rolloutSeconds: number;
}

/** A static site on S3 and CloudFront. */
export interface SitePlan {
  readonly app: string;
  /** Relative to the app's folder, with `/`. */
  readonly files: readonly string[];
  readonly paths: SitePaths;
  /** Hosts that send visitors to the site's first; undefined without any. */
  readonly redirects?: { readonly from: readonly string[]; readonly to: string };
}

/** How a path without an extension finds its file; each list without leading `/` and without `.html`. */
export interface SitePaths {
  /** Files without an extension. */
  readonly files: readonly string[];
  /** Pages and folders with a dot in their name. */
  readonly dottedPages: readonly string[];
  readonly dottedFolders: readonly string[];
  /** What any other path is. */
  readonly otherwise: "page" | "folder";
  /** Paths that are the opposite: folders when `otherwise` is page, pages when it is folder. */
  readonly listed: readonly string[];
}
