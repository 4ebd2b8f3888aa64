import { configCommand } from "../settings/config-command";
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
  /** Copies that run besides while it is replaced. */
  readonly spare: number;
  /** Whether all such apps are replaced at the same time. */
  readonly together: boolean;
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
  const needed = total(needs) + sum(needs.map(spareConnections));
  if (needed <= available) return [];
  return [
    `While all apps are replaced at once they may open ${needed} database connections, and ${databaseClass} takes ${available}: a copy may have to try again.`,
  ];
}

/**
 * Why the apps' pools do not fit the server, with the arithmetic; empty when they do. What runs besides while an app is
 * replaced counts for the largest app, as an update of it alone must work; and for all that are replaced together. Their
 * migrations have ended by then.
 */
export function connectionProblems(
  databaseClass: string,
  needs: readonly ConnectionNeed[],
  stack: string,
): readonly Problem[] {
  const available = maxConnections(databaseClass) - reserved;
  const twice = largest(needs);
  const together = sum(needs.filter((need) => need.together).map(spareConnections));
  const needed = total(needs) + together + (twice ? spareConnections(twice) : 0);
  if (needed <= available) return [];
  const fewer =
    together > 0
      ? "lower connections of an app, or beanstalk.max"
      : "lower connections or scale.max of an app";
  const larger = databaseClasses.classes.find(
    (entry) => maxConnections(entry.class) - reserved >= needed,
  )?.class;
  return [
    {
      path: "rds.class",
      problem: "the apps open more database connections than it takes",
      got: `${databaseClass} with ${available} connections for ${needed} (${[
        arithmetic(needs),
        ...(twice ? [`and ${twice.app} again while it is replaced`] : []),
        ...(together > 0 ? [`and ${together} more while instances are replaced`] : []),
      ].join(", ")})`,
      allowed: larger === undefined ? "fewer connections" : `${larger} or larger`,
      hint:
        larger === undefined
          ? fewer
          : `${configCommand(stack, `set --path 'ladder:rds.class' ${larger}`)}, or ${fewer}`,
    },
  ];
}

function largest(needs: readonly ConnectionNeed[]): ConnectionNeed | undefined {
  return needs
    .filter(({ together, spare }) => !together && spare > 0)
    .toSorted((one, other) => spareConnections(other) - spareConnections(one))[0];
}

function spareConnections({ connections, spare }: ConnectionNeed): number {
  return connections * spare;
}

function total(needs: readonly ConnectionNeed[]): number {
  return sum(needs.map(({ connections, copies }) => connections * copies));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function arithmetic(needs: readonly ConnectionNeed[]): string {
  return needs.map(({ app, connections, copies }) => `${app} ${connections} x ${copies}`).join(" + ");
}
