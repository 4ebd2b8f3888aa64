import satisfies from "spdx-satisfies";
import type { Waiver } from "../../policy/waivers";

/** Of package-lock.json, what is read here. */
export interface Lockfile {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly license?: string; readonly link?: boolean }>
  >;
}

export interface Licences {
  /** Packages, each version once. */
  readonly packages: number;
  readonly problems: readonly string[];
}

interface Package {
  /** `name@version`. */
  readonly id: string;
  readonly licence: string | undefined;
}

/** Packages whose licence is not allowed and not waived, and waivers that nothing needs: one sentence each. */
export function licenceProblems(
  lockfiles: readonly Lockfile[],
  allowed: readonly string[],
  waivers: Readonly<Record<string, Waiver>>,
): Licences {
  const all = packagesOf(lockfiles);
  const refused = all.filter(({ licence }) => !isAllowed(licence, allowed));
  const ids = refused.map(({ id }) => id);
  const unneeded = Object.keys(waivers).filter((id) => !ids.includes(id));
  return {
    packages: all.length,
    problems: [
      ...refused.filter(({ id }) => !Object.hasOwn(waivers, id)).map(problem),
      ...unneeded.map((id) => `${id}: waived, but not installed or not in need of it; remove the waiver`),
    ],
  };
}

/** What is installed; the project itself and what lies in its folder have no place below node_modules. */
function packagesOf(lockfiles: readonly Lockfile[]): readonly Package[] {
  const entries = lockfiles.flatMap(({ packages }) => Object.entries(packages));
  const found = entries.flatMap(([path, { version = "", license, link }]) => {
    const name = path.split("node_modules/").at(-1) ?? "";
    return path.includes("node_modules/") && !link
      ? [[`${name}@${version}`, { id: `${name}@${version}`, licence: license }] as const]
      : [];
  });
  return [...new Map(found).values()];
}

function isAllowed(licence: string | undefined, allowed: readonly string[]): boolean {
  if (licence === undefined) return false;
  try {
    return satisfies(licence, allowed);
  } catch {
    // It is no expression of SPDX.
    return false;
  }
}

function problem({ id, licence }: Package): string {
  return `${id}: licence ${licence ?? "not named"}; allow it in cli/dependencies/licences.ts, or waive the package in waivers.ts beside it`;
}
