import type { NeedPoints, TierQuotes } from "../../cost/compare/compare";
import { tierQuote } from "../../cost/compare/tier-quote";
import type { AppNeed, Needs, Quote } from "../../cost/compare/types";
import { estimate } from "../../cost/estimate";
import type { PriceBook } from "../../cost/prices/price-book";
import type { CostReview } from "../../cost/types";
import type { TopUsage } from "../../cost/usage/top-usage";
import type { Plan } from "../../plan/types";
import { SettingsError } from "../../settings/problems";
import { evaluate } from "../evaluate/evaluate";
import type { RecordedResource } from "../evaluate/recorded-resource";
import { project, type StackOptions } from "../load-stack";
import { loadWithDomain } from "../load-with-domain";
import { boxInstance } from "./box-instance";

type Evaluated = readonly RecordedResource[] | SettingsError;

/** Prices one tier: the program is evaluated once for every set of settings that differs. */
export class TierPricer {
  private readonly evaluated = new Map<string, Promise<Evaluated>>();

  constructor(
    private readonly options: StackOptions,
    private readonly tier: string,
    private readonly book: PriceBook,
    private readonly plan: Plan,
  ) {}

  /** The review of the stack as its settings are, on this tier; the stack's own tier has the preview's review. */
  async ownReview({ own }: NeedPoints): Promise<CostReview | SettingsError> {
    return this.review([], this.tier === this.plan.tier ? this.plan.costs.usage : trafficOf(own));
  }

  /** The quotes for the stack's own apps and along both curves. */
  async quotes(points: NeedPoints): Promise<TierQuotes> {
    const apps: Quote[] = [];
    for (const needs of points.apps)
      apps.push(asQuote(await this.review(this.averageSettings(needs), trafficOf(needs))));
    const requests: Quote[] = [];
    for (const needs of points.requests)
      requests.push(asQuote(await this.review(this.instance(needs), trafficOf(needs))));
    return { id: this.tier, own: asQuote(await this.ownReview(points)), apps, requests };
  }

  private async review(
    set: readonly string[],
    top: TopUsage | undefined,
  ): Promise<CostReview | SettingsError> {
    const key = set.join("\0");
    const resources = this.evaluated.get(key) ?? this.evaluate(set);
    this.evaluated.set(key, resources);
    const found = await resources;
    if (found instanceof SettingsError) return found;
    const { region, costs } = this.plan;
    return estimate(found, {
      book: this.book,
      region,
      tier: this.tier,
      usage: { top },
      freeTier: costs.freeTier,
    });
  }

  private async evaluate(set: readonly string[]): Promise<Evaluated> {
    try {
      const options = { ...this.options, tier: this.tier, set: [...this.options.set, ...set] };
      const { plan, region, config } = loadWithDomain(options);
      const secretKeys = [`${project}:secrets`];
      return (await evaluate({ project, stack: plan.stack, region, config, secretKeys })).resources;
    } catch (error) {
      if (error instanceof SettingsError) return error;
      throw error;
    }
  }

  private instance(needs: Needs): string[] {
    const type = boxInstance(needs, this.book);
    if (type === undefined) return [];
    return [this.tier === "beanstalk" ? `beanstalk.instance=${type}` : `box.instance=${type}`];
  }

  private averageSettings(needs: Needs): string[] {
    const folder = this.plan.apps.flatMap(({ source }) =>
      source.kind === "static" ? [source.folder] : [],
    )[0];
    const apps = needs.apps.map((app) => appSettings(app, folder));
    return [`apps=${JSON.stringify(apps)}`, "secrets=", ...this.instance(needs)];
  }
}

function trafficOf({ requests, egressGb }: Needs): TopUsage {
  return { requestsPerMonth: requests, egressGb };
}

function appSettings(
  { name, kind, memoryMb, database, cache, volumes }: AppNeed,
  folder: string | undefined,
) {
  if (kind === "static") return { name, static: folder };
  return {
    name,
    image: "example.com/average:1",
    ...(kind === "web" && { port: 8080 }),
    memoryMb,
    database,
    cache,
    volumes: volumes > 0 ? [{ name: "data", path: "/data" }] : [],
    secrets: [{ name: "APP_SECRET", generate: true }],
  };
}

function asQuote(review: CostReview | SettingsError): Quote {
  if (!(review instanceof SettingsError)) return tierQuote(review);
  const gaps = review.problems.map(({ path, problem, allowed, hint }) => ({
    what: path,
    why: [problem, ...(allowed === undefined ? [] : [`allowed ${allowed}`]), ...(hint ? [hint] : [])].join(
      "; ",
    ),
  }));
  return { monthly: null, lines: [], gaps };
}
