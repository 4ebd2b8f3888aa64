import type { Box } from "../../rig/box";

/** Prints what the services of the box (as Docker counts it) and Docker itself (resident) hold in memory, in MiB. */
export async function printMemory(box: Box): Promise<void> {
  const services = await box.exec(
    "docker stats --no-stream --format '{{.Name}} {{.MemUsage}}' ladder-caddy-1 ladder-postgres-1 ladder-redis-1",
  );
  const docker = await box.exec(
    "ps -eo comm=,rss= | awk '/^(dockerd|containerd)/ { kb[$1] += $2 } END { for (name in kb) print name, kb[name] / 1024 \"MiB\" }'",
  );
  const lines = [...services.split("\n"), ...docker.split("\n")].map((line) => line.split(" / ")[0]);
  console.log(
    ["    memory of the services and of Docker (shims of all containers):", ...lines].join("\n      "),
  );
}
