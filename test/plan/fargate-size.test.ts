import { expect } from "chai";
import { assert, constantFrom, integer, option, property } from "fast-check";
import { fargateSize, largestMemoryMb } from "../../plan/fargate-size";

/** The pairs of the ECS API's documentation of RegisterTaskDefinition, written out. */
const pairs = new Map<number, readonly number[]>([
  [256, [512, 1024, 2048]],
  [512, steps(1024, 4096, 1024)],
  [1024, steps(2048, 8192, 1024)],
  [2048, steps(4096, 16384, 1024)],
  [4096, steps(8192, 30720, 1024)],
  [8192, steps(16384, 61440, 4096)],
  [16384, steps(32768, 122880, 8192)],
]);

function steps(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}

describe("sizes of Fargate tasks", () => {
  it("are those that AWS sells, each of which is kept as it is", () => {
    for (const [cpu, memories] of pairs)
      for (const memoryMb of memories) expect(fargateSize(memoryMb, cpu)).to.deep.equal({ cpu, memoryMb });
    expect(largestMemoryMb()).to.equal(122880);
    expect([...pairs.keys()].map((cpu) => largestMemoryMb(cpu))).to.deep.equal([
      2048, 4096, 8192, 16384, 30720, 61440, 122880,
    ]);
  });

  it("are the smallest that has what is asked for, and none when nothing has", () => {
    assert(
      property(
        integer({ min: 1, max: 130_000 }),
        option(constantFrom(...pairs.keys()), { nil: undefined }),
        (memoryMb, cpu) => {
          const fitting = [...pairs]
            .filter(([one]) => cpu === undefined || one === cpu)
            .flatMap(([one, memories]) => memories.map((memory) => ({ cpu: one, memoryMb: memory })))
            .filter((pair) => pair.memoryMb >= memoryMb);
          const least = Math.min(...fitting.map((pair) => pair.cpu));
          const [smallest] = fitting
            .filter((pair) => pair.cpu === least)
            .sort((a, b) => a.memoryMb - b.memoryMb);
          expect(fargateSize(memoryMb, cpu)).to.deep.equal(smallest);
        },
      ),
      { numRuns: 500 },
    );
  });
});
