import type { AppNeed, Needs } from "../../../cost/compare/types";

/** A container of the given size and nothing else. */
export function container(name: string, memoryMb: number, traits: Partial<AppNeed> = {}): AppNeed {
  return { name, kind: "web", memoryMb, database: false, cache: false, volumes: 0, ...traits };
}

/** A web app with database and cache, a worker with a volume, a static site; a million requests. */
export const sampleNeeds: Needs = {
  apps: [
    container("shop", 600, { database: true, cache: true }),
    container("mail", 100, { kind: "worker", volumes: 1 }),
    container("site", 0, { kind: "static" }),
  ],
  databaseMemoryMb: 192,
  cacheMemoryMb: 48,
  boxMemoryMb: 1700,
  requests: 1_000_000,
  egressGb: 10,
  region: "us-east-1",
};
