import { MissingInput } from "../missing-input";
import { HOURS_PER_MONTH } from "../money";
import type { Pricer, PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { egressLines } from "./egress";
import { capacityUnits } from "./load-units";
import { publicIpv4 } from "./public-ipv4";

const service = "elb";
const LEAST_ZONES = 2;

export const elb: PricerTable = {
  ...named(loadBalancer, ["lb", "alb", "applicationloadbalancing", "elasticloadbalancingv2"]),
  ...named(classic, ["elb", "elasticloadbalancing"]),
};

function named(pricer: Pricer, modules: readonly string[]): PricerTable {
  return Object.fromEntries(modules.map((name) => [`aws:${name}/loadBalancer:LoadBalancer`, pricer]));
}

function loadBalancer(sheet: Sheet): void {
  const kind = sheet.inputs.text("loadBalancerType") ?? "application";
  if (kind === "application") applicationLines(sheet);
  else if (kind === "network") networkLines(sheet);
  else throw new MissingInput(`no price for load balancers of type ${kind}`);
  addresses(sheet);
  if (sheet.inputs.flag("internal") !== true) egressLines(sheet);
}

/** Hours and capacity units of an Application Load Balancer; what a unit is, is in prices/rules.csv. */
export function applicationLines(sheet: Sheet): void {
  sheet.fixed("Application load balancer", { service, item: "alb.hour" }, HOURS_PER_MONTH, {
    allowance: "loadBalancer",
  });
  const { definition, unverified } = unitOf(sheet);
  const units = capacityUnits(sheet, definition);
  sheet.usage("Capacity units (LCU)", { service, item: "alb.lcu" }, units, { unverified });
}

function unitOf(sheet: Sheet) {
  const names = ["newConnections", "activeConnections", "processed", "ruleEvaluations"];
  const rules = names.map((name) => sheet.context.rates.rule({ service, item: `lcu.definition.${name}` }));
  const [newPerSecond = 0, active = 0, gbPerHour = 0, rulesPerSecond] = rules.map(({ value }) =>
    Number(value),
  );
  const definition = { newPerSecond, active, gbPerHour, rulesPerSecond };
  return { definition, unverified: rules.some((rule) => rule.unverified) };
}

// TCP: 800 new and 100,000 active connections or 1 GB an hour make a unit; not confirmed by a published source.
function networkLines(sheet: Sheet): void {
  sheet.fixed("Network load balancer", { service, item: "nlb.hour" }, HOURS_PER_MONTH, {
    allowance: "loadBalancer",
  });
  const units = capacityUnits(sheet, { newPerSecond: 800, active: 100_000, gbPerHour: 1 });
  sheet.usage("Capacity units (NLCU)", { service, item: "nlb.nlcu" }, units, { unverified: true });
}

/** One public address in every zone; one that is brought along as an Elastic IP is billed there. */
function addresses(sheet: Sheet): void {
  const { inputs } = sheet;
  if (inputs.flag("internal") === true || inputs.text("ipAddressType") === "dualstack-without-public-ipv4")
    return;
  const mappings = inputs.has("subnetMappings") ? inputs.blocks("subnetMappings") : [];
  const subnets = sheet.count("subnets", "aws:ec2/subnet:Subnet");
  const own = mappings.filter((mapping) => mapping.has("allocationId")).length;
  const stated = mappings.length || subnets;
  const assumption = stated === 0 ? `its subnets are not known: ${LEAST_ZONES} zones` : undefined;
  publicIpv4(sheet, { count: (stated || LEAST_ZONES) - own, assumption });
}

function classic(sheet: Sheet): void {
  sheet.fixed("Classic load balancer", { service, item: "classic.hour" }, HOURS_PER_MONTH, {
    allowance: "loadBalancer",
  });
  sheet.usage(
    "Data processed",
    { service, item: "classic.dataProcessed" },
    sheet.context.traffic.servedGb(sheet.resource),
  );
}
