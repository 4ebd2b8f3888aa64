import fargateData from "./data/fargate-sizes.json";

/** CPU (1/1024 vCPU) and memory of a Fargate task; AWS takes only certain pairs. */
export interface FargateSize {
  readonly cpu: number;
  readonly memoryMb: number;
}

/** The smallest pair with at least this memory and, when given, exactly this CPU; undefined when there is none. */
export function fargateSize(memoryMb: number, cpu?: number): FargateSize | undefined {
  for (const size of fargateData.sizes) {
    if (cpu !== undefined && size.cpu !== cpu) continue;
    const fitting = memories(size).find((memory) => memory >= memoryMb);
    if (fitting !== undefined) return { cpu: size.cpu, memoryMb: fitting };
  }
  return undefined;
}

/** The most memory that goes with a CPU, or at all. */
export function largestMemoryMb(cpu?: number): number {
  return Math.max(
    ...fargateData.sizes
      .filter((size) => cpu === undefined || size.cpu === cpu)
      .map((size) => size.largestMb),
  );
}

function memories(size: (typeof fargateData.sizes)[number]): readonly number[] {
  const steps = (size.largestMb - size.smallestMb) / size.stepMb;
  const without: readonly number[] = size.without;
  return Array.from({ length: steps + 1 }, (_, step) => size.smallestMb + step * size.stepMb).filter(
    (memory) => !without.includes(memory),
  );
}
