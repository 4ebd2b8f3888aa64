import databaseClasses from "../../settings/data/database-classes.json";
import instanceData from "../../settings/data/instance-types.json";
import { baselineOf } from "../../cost/services/instance-hours";
import { maxConnections } from "../../plan/connections";
import type { Plan } from "../../plan/types";
import type { Amounts } from "../../cost/advice/place";

/** vCPUs for as long as one likes; those of a burstable machine beyond that are for bursts. */
export const sustained = "sustained processor (vCPU)";
export const peak = "processor in a busy hour (vCPU)";
export const memory = "memory (MiB)";
export const connections = "connections";

/** Of all machines together, at their highest number. Every instance of Beanstalk runs all apps, so memory is one's. */
export function computeCapacity(plan: Plan): Amounts {
  const { tier, box, beanstalk, fargate } = plan;
  if (fargate) return servicesCapacity(fargate, plan);
  const count = tier === "beanstalk" ? (beanstalk?.max ?? 1) : 1;
  const cpu = processors(box.instanceType);
  return {
    [sustained]: cpu.sustained * count,
    [peak]: cpu.peak * count,
    [memory]: box.memory.usableMb,
  };
}

function servicesCapacity({ services }: NonNullable<Plan["fargate"]>, { apps }: Plan): Amounts {
  const copies = (name: string) => apps.find((app) => app.name === name)?.scale.max ?? 1;
  const sum = (of: (one: (typeof services)[number]) => number) =>
    services.reduce((all, service) => all + of(service) * copies(service.app), 0);
  const cpu = sum((service) => service.cpu / 1024);
  return { [sustained]: cpu, [peak]: cpu, [memory]: sum((service) => service.memoryMb) };
}

/** Of the databases on RDS. */
export function databaseCapacity({ class: name }: NonNullable<Plan["rds"]>): Amounts {
  const found = databaseClasses.classes.find((entry) => entry.class === name);
  const vcpu = found?.vcpu ?? 0;
  return {
    [sustained]: vcpu * (name.startsWith("db.t") ? baselineOf(name) : 1),
    [peak]: vcpu,
    [memory]: found?.memoryMb ?? 0,
    [connections]: maxConnections(name),
  };
}

function processors(type: string): { readonly sustained: number; readonly peak: number } {
  const found = instanceData.types.find((one) => one.type === type);
  const vcpu = found?.vcpu ?? 0;
  return { peak: vcpu, sustained: found?.burstable ? vcpu * baselineOf(type) : vcpu };
}
