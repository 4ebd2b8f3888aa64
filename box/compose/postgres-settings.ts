/** Settings of the PostgreSQL server that follow from its memory limit. */
export interface PostgresSettings {
  readonly maxConnections: number;
  /** Server parameter -> value, in the order of the command line. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Sizes that stay inside the container's limit with every connection at work: an eighth for shared buffers, and for each
 * connection 5 MiB: 3.7 of its own after a sort of work_mem, the rest page tables and sockets, which the kernel counts too
 * (measured by test/box-rig/data.box.ts). JIT is off because its compiler alone takes tens of MiB per connection; parallel workers wait
 * until there is memory for them.
 */
export function postgresSettings(memoryMb: number): PostgresSettings {
  const maxConnections = clamp(memoryMb / 5, 20, 500);
  const roomy = memoryMb >= 1024;
  return {
    maxConnections,
    parameters: {
      max_connections: String(maxConnections),
      shared_buffers: `${clamp(memoryMb / 8, 16, 16384)}MB`,
      effective_cache_size: `${clamp(memoryMb / 2, 32, 49152)}MB`,
      work_mem: `${clamp(memoryMb / 5 / maxConnections, 1, 64)}MB`,
      maintenance_work_mem: `${clamp(memoryMb / 16, 8, 1024)}MB`,
      min_wal_size: "80MB",
      max_wal_size: `${clamp(memoryMb, 256, 4096)}MB`,
      wal_compression: "on",
      random_page_cost: "1.1",
      max_parallel_workers_per_gather: roomy ? "2" : "0",
      autovacuum_max_workers: roomy ? "3" : "2",
      jit: "off",
      shared_preload_libraries: "pg_stat_statements",
    },
  };
}

/** Connections one role may hold: with three or more apps a third, so that two greedy ones leave room for the rest. */
export function connectionLimit(maxConnections: number, databases: number): number {
  const reservedForAdministration = 5;
  return Math.floor((maxConnections - reservedForAdministration) / Math.min(Math.max(databases, 1), 3));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Math.floor(value)));
}
