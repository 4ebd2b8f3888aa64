import type { Amounts } from "../../cost/advice/place";
import {
  busiestDay,
  daysOf,
  type Hour,
  mostOf,
  peakHour,
  type Series,
  seriesOf,
  sumOfSeries,
} from "../../cost/advice/load";
import { boxNamespace } from "../../plan/alerts/box-rows";
import type { Plan } from "../../plan/types";
import { computeCapacity, connections, databaseCapacity, memory, peak, sustained } from "./capacity";
import type { ReadHours } from "./read-hours";
import type { Watched } from "./watched";

/** What was used, and on how many days anything was measured. */
export interface Measured {
  readonly load: Amounts;
  readonly days: number;
}

/** Values an hour of one machine or copy: EC2 sends one every five minutes, ECS every minute. */
const perHour = { machine: 12, copy: 60 };

/** The processor and the memory of what runs the apps. */
export async function measuredCompute(plan: Plan, watched: Watched, read: ReadHours): Promise<Measured> {
  if (plan.fargate) return measuredServices(plan.fargate, watched, read);
  const { machines } = watched;
  if (!machines) return { load: {}, days: 0 };
  const hours = await read({ namespace: "AWS/EC2", metric: "CPUUtilization", dimensions: machines });
  const isBox = plan.tier === "compose";
  const vcpus = (computeCapacity(plan)[peak] ?? 0) / (isBox ? 1 : (plan.beanstalk?.max ?? 1));
  const used = seriesOf(hours, (one) => share(one) * vcpus * (isBox ? 1 : copies(one, perHour.machine)));
  const sent = isBox ? await boxMemory(plan, read) : undefined;
  return { load: { ...processor(used), ...(sent && { [memory]: mostOf(sent) }) }, days: daysOf(used) };
}

/** What a box sends itself, with `alerts.alarms: all`. */
async function boxMemory({ stack, box, alerts }: Plan, read: ReadHours): Promise<Series | undefined> {
  const metric = "MemoryPercent";
  if (!alerts?.figures?.send.includes(metric)) return undefined;
  const hours = await read({ namespace: boxNamespace, metric, dimensions: { Stack: stack } });
  const { usableMb } = box.memory;
  return hours.length > 0 ? seriesOf(hours, ({ maximum }) => (maximum / 100) * usableMb) : undefined;
}

async function measuredServices(
  { services }: NonNullable<Plan["fargate"]>,
  watched: Watched,
  read: ReadHours,
): Promise<Measured> {
  const namespace = "AWS/ECS";
  const processors: Series[] = [];
  const memories: Series[] = [];
  for (const { app, cpu, memoryMb } of services) {
    const dimensions = watched.services[app];
    if (!dimensions) continue;
    const used = async (metric: string, of: number) =>
      seriesOf(
        await read({ namespace, metric, dimensions }),
        (one) => share(one) * of * copies(one, perHour.copy),
      );
    processors.push(await used("CPUUtilization", cpu / 1024));
    memories.push(await used("MemoryUtilization", memoryMb));
  }
  const total = sumOfSeries(processors);
  const load = { ...processor(total), [memory]: mostOf(sumOfSeries(memories)) };
  return { load: total.size > 0 ? load : {}, days: daysOf(total) };
}

/** The databases on RDS. What PostgreSQL keeps of files in memory counts as used, so this is rather too much. */
export async function measuredDatabases(
  rds: NonNullable<Plan["rds"]>,
  { databases }: Watched,
  read: ReadHours,
): Promise<Measured> {
  if (!databases) return { load: {}, days: 0 };
  const hours = (metric: string) => read({ namespace: "AWS/RDS", metric, dimensions: databases });
  const has = databaseCapacity(rds);
  const cpu = seriesOf(await hours("CPUUtilization"), (one) => share(one) * (has[peak] ?? 0));
  const free = await hours("FreeableMemory");
  const open = await hours("DatabaseConnections");
  const used = seriesOf(free, ({ minimum }) => Math.max(0, (has[memory] ?? 0) - minimum / 2 ** 20));
  const load = {
    ...processor(cpu),
    [memory]: mostOf(used),
    [connections]: mostOf(seriesOf(open, ({ maximum }) => maximum)),
  };
  return { load: cpu.size > 0 ? load : {}, days: daysOf(cpu) };
}

function processor(used: Series): Amounts {
  return used.size > 0 ? { [sustained]: busiestDay(used), [peak]: peakHour(used) } : {};
}

function share({ average }: Hour): number {
  return average / 100;
}

/** How many ran in an hour, from how many values came. */
function copies({ count }: Hour, each: number): number {
  return count / each;
}
