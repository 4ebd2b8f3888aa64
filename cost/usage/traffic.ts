import { References } from "../references";
import type { Resource } from "../types";
import { amount, type Amount, scaled } from "./amount";
import { layerOf, type Layer, servesFilesOnly } from "./layer-of";
import type { ResolvedUsage } from "./top-usage";

const OUTER_FIRST: readonly Layer[] = ["edge", "balancer", "compute"];
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";

/**
 * Spreads requests and egress over the resources: every layer (edge, balancers, compute) sees all requests, in equal
 * parts among its members; data leaves through the outermost layer there is. Distributions that serve files alone stand
 * beside the other layers: then each app has an equal part, a site its distribution, the others what is behind them.
 */
export class Traffic {
  private readonly layers = new Map<string, Layer>();
  private readonly members = new Map<Layer, number>();
  private readonly outermost: readonly Layer[];
  /** What part of everything passes a layer. */
  private readonly parts: Readonly<Record<Layer, number>>;

  constructor(
    private readonly usage: ResolvedUsage,
    resources: readonly Resource[],
    references = new References(resources),
  ) {
    for (const resource of resources) {
      const layer = layerOf(resource, references);
      if (layer) this.layers.set(resource.urn, layer);
    }
    for (const layer of this.layers.values()) this.members.set(layer, (this.members.get(layer) ?? 0) + 1);
    const present = OUTER_FIRST.filter((layer) => this.members.has(layer));
    const edges = resources.filter(({ urn }) => this.layers.get(urn) === "edge");
    const beside =
      present.length > 1 && edges.length > 0 && edges.every((one) => servesFilesOnly(one, references));
    this.outermost = present.slice(0, beside ? 2 : 1);
    const apps = Math.max(1, references.ofType(TARGET_GROUP).length);
    const sites = beside ? edges.length / (edges.length + apps) : 1;
    const rest = beside ? 1 - sites : 1;
    this.parts = { edge: sites, balancer: rest, compute: rest };
  }

  /** All requests of a month, for things that every request passes. */
  get allRequests(): Amount {
    return this.usage.requests;
  }

  get allEgressGb(): Amount {
    return this.usage.egressGb;
  }

  /** The requests of a month that a resource serves. */
  requests(resource: Resource): Amount {
    return this.share(this.usage.requests, resource);
  }

  /** The data a resource handles in a month, whether it leaves for the internet from here or not. */
  servedGb(resource: Resource): Amount {
    return this.share(this.usage.egressGb, resource);
  }

  /** The data that a resource sends to the internet, or undefined when it is not on the outside. */
  egressGb(resource: Resource): Amount | undefined {
    const layer = this.layers.get(resource.urn);
    return layer !== undefined && this.outermost.includes(layer) ? this.servedGb(resource) : undefined;
  }

  private share(total: Amount, { urn }: Resource): Amount {
    const layer = this.layers.get(urn);
    if (layer === undefined) return amount(0, "no traffic");
    const count = this.members.get(layer) ?? 1;
    const part = this.parts[layer] / count;
    if (part === 1) return total;
    const how =
      this.parts[layer] === 1
        ? `an equal part of ${count}`
        : `${Number((100 * part).toPrecision(2))} %: an equal part for each app and site`;
    return scaled(total, part, how);
  }
}
