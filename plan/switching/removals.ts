import type { RetiredPart, StatePlan, TierView } from "../stack-plan-types";
import { standbysOf } from "../tier-views";
import type { Plan } from "../types";
import type { Part } from "./memory";

interface Planned {
  readonly tiers: readonly TierView[];
  readonly state: StatePlan;
}

/** What goes with a part for good: its compute, and what of the state nothing else needs (`without` it). */
export function removals(part: Part, { tiers, state }: Planned, without: StatePlan): RetiredPart {
  const view = tiers.find(({ tier }) => tier === part);
  const watch = standbysOf(tiers).length === 1 && view && tiers.some(({ triggers }) => triggers);
  const gone = (name: "rds" | "elasticache" | "files") =>
    state[name] !== undefined && without[name] === undefined;
  const files = filesOf(state);
  return {
    part,
    rds: gone("rds"),
    others: [
      ...(view ? computeOf(view.plan) : []),
      ...(state.box && !without.box
        ? [`its data volume${files}, after a last snapshot`, "its public address"]
        : []),
      ...(gone("elasticache") ? ["ElastiCache"] : []),
      ...(gone("files") ? [`EFS${files} (AWS Backup keeps its copies)`] : []),
      ...(watch ? ["the health check and alarms that watch the other tier"] : []),
    ],
  };
}

/** Files move nowhere: what an app wrote there goes with it. */
function filesOf({ apps }: StatePlan): string {
  const names = apps.filter(({ volumes }) => volumes.length > 0).map(({ name }) => name);
  return names.length === 0 ? "" : ` with the files of ${names.join(", ")}`;
}

function computeOf({ tier, beanstalk, fargate }: Plan): readonly string[] {
  switch (tier) {
    case "compose":
      return ["the box"];
    case "beanstalk":
      return ["the machines of beanstalk", ...(beanstalk?.balanced ? ["its load balancer"] : [])];
    case "fargate":
      return [
        "the services of fargate",
        ...(fargate?.balanced ? ["its load balancer"] : []),
        ...(fargate?.network === "nat" ? ["its NAT gateway"] : []),
        ...(fargate?.network === "endpoints" ? ["its endpoints of AWS's services"] : []),
        ...(fargate && fargate.sites.length > 0 ? ["CloudFront's copies of its sites"] : []),
      ];
    default:
      return tier satisfies never;
  }
}
