import { loadStack } from "../cli/load-stack";
import { evaluateStack } from "../cli/review-stack";
import { reviewStack } from "../cost/stack-review";
import { estimate } from "../cost/estimate";
import { loadPriceBook, regions, type PriceBook } from "../cost/prices/price-book";
import { print } from "./print";
import { goldenPrograms, randomProgram, seeded, type Program } from "./random-programs";

const many = 10_000;
const rounds = 9;
const programs = 1000;
const largestProgram = 40;

/** The cost review: against merely parsing its input, as part of the preview, and how much of random programs it prices. */
export async function benchCost(): Promise<void> {
  const stack = await partOfPreview();
  const book = loadPriceBook();
  const pool = goldenPrograms();
  againstParsing(book, [stack], "recorded");
  againstParsing(book, pool, "mixed");
  for (const region of regions(book)) priceRandom(book, pool, region);
}

/** The recorded resources, without the long text of the bundle. */
async function partOfPreview(): Promise<Program> {
  const stack = loadStack({ stack: "dev", set: [] });
  const { resources } = await evaluateStack(stack);
  const start = performance.now();
  reviewStack(stack.plan, resources);
  print("pricing the dev stack, first time in a process", performance.now() - start, "ms");
  return resources.filter(({ name, type }) => name !== "bundle" || !type.includes("BucketObject"));
}

function againstParsing(book: PriceBook, pool: readonly Program[], what: string): void {
  const text = JSON.stringify(randomProgram(pool, many, seeded(1)));
  const parse = fastest(() => JSON.parse(text) as unknown);
  const resources = JSON.parse(text) as Program;
  const price = fastest(() => estimate(resources, { book, region: "us-east-1" }));
  print(`parsing ${many} ${what} resources`, parse, "ms");
  print(`pricing ${many} ${what} resources`, price, "ms");
  print("ratio (goal 3)", price / parse, "x");
  print("memory of the process afterwards", process.memoryUsage().rss / 2 ** 20, "MB");
}

/** Every line comes from exactly one price row; what has none is unknown, never 0. */
function priceRandom(book: PriceBook, pool: readonly Program[], region: string): void {
  const draw = seeded(1);
  let priced = 0;
  let unknown = 0;
  for (let index = 0; index < programs; index += 1) {
    const program = randomProgram(pool, 1 + Math.floor(draw() * largestProgram), draw);
    const review = estimate(program, { book, region });
    priced += new Set(review.lines.map(({ urn }) => urn)).size;
    unknown += review.unknown.length;
  }
  print(
    `${programs} random programs, ${region}: priced of priceable`,
    (100 * priced) / (priced + unknown),
    "%",
  );
}

function fastest(work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
