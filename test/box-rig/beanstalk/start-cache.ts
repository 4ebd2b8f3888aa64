import boxImages from "../../../plan/data/box-images.json";
import { output } from "../../../rig/command";
import { rig } from "../../../rig/rig";

/** What stands for ElastiCache; returns its address. */
export async function startCache(): Promise<string> {
  const { name, label, freeAddress } = rig();
  const address = freeAddress();
  await output("docker", [
    ...["run", "--detach", "--name", `${name}-cache`, "--label", label, "--network", name, "--ip", address],
    ...[boxImages.redis, "redis-server", "--protected-mode", "no"],
  ]);
  return address;
}
