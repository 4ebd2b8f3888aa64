import { MissingInput } from "../missing-input";
import { HOURS_PER_MONTH } from "../money";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount } from "../usage/amount";
import { templateDisks } from "./disks";
import { egressLines } from "./egress";
import { capacityLines } from "./instance-hours";
import { publicIpv4 } from "./public-ipv4";
import { diskLines } from "./storage";
import { extendedKubernetes } from "./kubernetes-support";

const service = "eks";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const SUBNET = "aws:ec2/subnet:Subnet";
const POD = { vcpu: 0.25, memoryGb: 0.5 };

export const eks: PricerTable = {
  "aws:eks/cluster:Cluster": cluster,
  "aws:eks/nodeGroup:NodeGroup": nodeGroup,
  "aws:eks/fargateProfile:FargateProfile": fargateProfile,
};

function cluster(sheet: Sheet): void {
  const { inputs } = sheet;
  if (inputs.block("computeConfig")?.flag("enabled") === true) {
    throw new MissingInput("no price for the nodes that EKS Auto Mode starts");
  }
  sheet.fixed("Control plane", { service, item: "cluster.standardSupport" }, HOURS_PER_MONTH);
  const standardOnly = inputs.block("upgradePolicy")?.text("supportType") === "STANDARD";
  const version = inputs.text("version");
  if (standardOnly || !extendedKubernetes(version, sheet.context.rates.book.date)) return;
  const key = { service, item: "cluster.extendedSupport.surcharge" };
  sheet.fixed(`Extended support of Kubernetes ${version}`, key, HOURS_PER_MONTH);
}

function nodeGroup(sheet: Sheet): void {
  const { inputs } = sheet;
  const scaling = inputs.block("scalingConfig");
  const counts = {
    count: scaling?.number("desiredSize") ?? scaling?.number("minSize") ?? 1,
    maximum: scaling?.number("maxSize"),
  };
  const [found] = sheet.referenced("launchTemplate", TEMPLATE);
  const template = found && sheet.inputsOf(found);
  capacityLines(sheet, {
    ...counts,
    instanceType: inputs.texts("instanceTypes")[0] ?? template?.text("instanceType") ?? "t3.medium",
    spot: inputs.text("capacityType") === "SPOT",
    credits: template?.block("creditSpecification")?.text("cpuCredits"),
  });
  const sizeGb = inputs.number("diskSize") ?? 20;
  const disks = template ? templateDisks(template) : [{ name: "Node disk", volumeType: "gp3", sizeGb }];
  for (const disk of disks) diskLines(sheet, { ...disk, ...counts });
  const subnets = sheet.referenced("subnetIds", SUBNET);
  const isPublic = subnets.some((subnet) => sheet.inputsOf(subnet).flag("mapPublicIpOnLaunch") === true);
  if (isPublic) publicIpv4(sheet, counts);
  egressLines(sheet);
}

function fargateProfile(sheet: Sheet): void {
  const assumption = `one pod of ${POD.vcpu} vCPU and ${POD.memoryGb} GB (default)`;
  const vcpu = sheet.amount("vcpu_count", amount(POD.vcpu, assumption));
  const memory = sheet.amount("memory_gb", amount(POD.memoryGb, assumption));
  const monthly = (value: typeof vcpu) => amount(value.value * HOURS_PER_MONTH, value.assumption);
  sheet.usage("Pods, vCPU", { service: "fargate", item: "fargate.x86.vCPU" }, monthly(vcpu));
  sheet.usage("Pods, memory", { service: "fargate", item: "fargate.x86.GB" }, monthly(memory));
}
