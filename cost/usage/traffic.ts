import type { Resource } from "../types";
import { amount, type Amount, scaled } from "./amount";
import { layerOf, type Layer } from "./layer-of";
import type { ResolvedUsage } from "./top-usage";

const OUTER_FIRST: readonly Layer[] = ["edge", "balancer", "compute"];

/**
 * Spreads requests and egress over the resources: every layer (edge, balancers, compute) sees all requests, in equal
 * parts among its members; data leaves through the outermost layer there is.
 */
export class Traffic {
  private readonly layers = new Map<string, Layer>();
  private readonly members = new Map<Layer, number>();
  private readonly outermost: Layer | undefined;

  constructor(
    private readonly usage: ResolvedUsage,
    resources: readonly Resource[],
  ) {
    for (const resource of resources) {
      const layer = layerOf(resource);
      if (layer) this.layers.set(resource.urn, layer);
    }
    for (const layer of this.layers.values()) this.members.set(layer, (this.members.get(layer) ?? 0) + 1);
    this.outermost = OUTER_FIRST.find((layer) => this.members.has(layer));
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
    return layer !== undefined && layer === this.outermost ? this.servedGb(resource) : undefined;
  }

  private share(total: Amount, { urn }: Resource): Amount {
    const layer = this.layers.get(urn);
    if (layer === undefined) return amount(0, "no traffic");
    const count = this.members.get(layer) ?? 1;
    return count <= 1 ? total : scaled(total, 1 / count, `an equal part of ${count}`);
  }
}
