import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";

/** A folder with one stack file per size, called Pulumi.apps<N>.yaml. */
export function manyApps(sizes: readonly number[]): string {
  const folder = mkdtempSync(join(tmpdir(), "ladder-bench-apps-"));
  for (const size of sizes) writeFileSync(join(folder, `Pulumi.apps${size}.yaml`), stringify(stack(size)));
  return folder;
}

function stack(size: number) {
  return {
    config: {
      "aws:region": "us-east-1",
      "ladder:domain": "example.com",
      "ladder:box": { instance: "m7g.4xlarge" },
      "ladder:apps": Array.from({ length: size }, (_, index) => ({
        name: `app-${index}`,
        image: "traefik/whoami:v1.11.0",
        port: 80,
        memoryMb: 16,
        database: index % 2 === 0,
        cache: index % 4 === 0,
        env: { LEVEL: "info" },
        secrets: [{ name: "SESSION_SECRET", generate: true }],
      })),
    },
  };
}
