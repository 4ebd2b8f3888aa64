import databaseClasses from "../settings/data/database-classes.json";
import type { Problem } from "../settings/problems";

/**
 * Bytes of memory behind one connection in RDS's own default of max_connections, and the share of the class's memory
 * that RDS counts: 87 and 170 connections are reported for 1 and 2 GiB, where the whole memory would give 112 and 225.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
const bytesPerConnection = 9_531_392;
const countedShare = 0.75;
const mostConnections = 5000;
/** Superuser, RDS's own sessions, an administrator, the step that makes databases. */
const reserved = 10;

export interface ConnectionNeed {
  readonly app: string;
  /** Of one copy. */
  readonly connections: number;
  /** Copies at most. */
  readonly copies: number;
  /** Whether old and new copies run side by side while the app is replaced. */
  readonly overlap: boolean;
}

/** Connections that an RDS class takes by default. */
export function maxConnections(databaseClass: string): number {
  const found = databaseClasses.classes.find((entry) => entry.class === databaseClass);
  if (!found) throw new RangeError(`unknown database class ${databaseClass}`);
  return Math.min(
    mostConnections,
    Math.floor((found.memoryMb * 2 ** 20 * countedShare) / bytesPerConnection),
  );
}

/** What to know when all fits, but not while old and new copies of all apps run side by side; empty when that fits too. */
export function connectionNotes(databaseClass: string, needs: readonly ConnectionNeed[]): readonly string[] {
  const available = maxConnections(databaseClass) - reserved;
  const needed = total(needs) + total(needs.filter(({ overlap }) => overlap));
  if (needed <= available) return [];
  return [
    `While all apps are replaced at once they may open ${needed} database connections, and ${databaseClass} takes ${available}: a copy may have to try again.`,
  ];
}

/**
 * Why the apps' pools do not fit the server, with the arithmetic; empty when they do. The largest app counts twice: an
 * update of it alone must work. Its migration has ended by then.
 */
export function connectionProblems(
  databaseClass: string,
  needs: readonly ConnectionNeed[],
  stack: string,
): readonly Problem[] {
  const available = maxConnections(databaseClass) - reserved;
  const twice = largest(needs);
  const counted = twice ? [...needs, twice] : needs;
  const needed = total(counted);
  if (needed <= available) return [];
  const larger = databaseClasses.classes.find(
    (entry) => maxConnections(entry.class) - reserved >= needed,
  )?.class;
  return [
    {
      path: "rds.class",
      problem: "the apps open more database connections than it takes",
      got: `${databaseClass} with ${available} connections for ${needed} (${arithmetic(needs)}${twice ? `, and ${twice.app} again while it is replaced` : ""})`,
      allowed: larger === undefined ? "fewer connections" : `${larger} or larger`,
      hint:
        larger === undefined
          ? "lower connections or scale.max of an app"
          : `pulumi config set --path 'ladder:rds.class' ${larger} -s ${stack}, or lower connections or scale.max of an app`,
    },
  ];
}

function largest(needs: readonly ConnectionNeed[]): ConnectionNeed | undefined {
  const size = ({ connections, copies }: ConnectionNeed) => connections * copies;
  return needs.filter(({ overlap }) => overlap).toSorted((one, other) => size(other) - size(one))[0];
}

function total(needs: readonly ConnectionNeed[]): number {
  return needs.reduce((sum, { connections, copies }) => sum + connections * copies, 0);
}

function arithmetic(needs: readonly ConnectionNeed[]): string {
  return needs.map(({ app, connections, copies }) => `${app} ${connections} x ${copies}`).join(" + ");
}
