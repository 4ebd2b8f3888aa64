import { expect } from "chai";
import fc from "fast-check";
import { connectionLimit, postgresSettings } from "../../box/compose/postgres-settings";

describe("PostgreSQL settings", () => {
  it("give the default 192 MiB an eighth of shared buffers, 5 MiB for each connection, small sorts and no parallel workers", () => {
    expect(postgresSettings(192)).to.deep.equal({
      maxConnections: 38,
      parameters: {
        max_connections: "38",
        shared_buffers: "24MB",
        effective_cache_size: "96MB",
        work_mem: "1MB",
        maintenance_work_mem: "12MB",
        min_wal_size: "80MB",
        max_wal_size: "256MB",
        wal_compression: "on",
        random_page_cost: "1.1",
        max_parallel_workers_per_gather: "0",
        autovacuum_max_workers: "2",
        jit: "off",
        shared_preload_libraries: "pg_stat_statements",
      },
    });
  });

  it("allow parallel workers from 1 GiB on", () => {
    expect(postgresSettings(1024).parameters["max_parallel_workers_per_gather"]).to.equal("2");
  });

  it("keep shared buffers, sorts of all connections and maintenance inside the limit at every size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 96, max: 65536 }), (memoryMb) => {
        const { maxConnections, parameters } = postgresSettings(memoryMb);
        const mb = (name: string) => Number.parseInt(parameters[name] ?? "NaN");
        expect(
          mb("shared_buffers") + mb("maintenance_work_mem") + maxConnections * mb("work_mem"),
        ).to.be.at.most(memoryMb);
      }),
    );
  });

  it("leave one role everything but five connections, and each of many a third", () => {
    expect([0, 1, 2, 3, 20].map((databases) => connectionLimit(64, databases))).to.deep.equal([
      59, 59, 29, 19, 19,
    ]);
  });
});
