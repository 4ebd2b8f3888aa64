import type { Plan } from "../../plan/types";
import { createAlarm } from "./alarm";
import type { Channels } from "./channels";
import { createDashboard } from "./dashboard";
import { dimensionsOf, type Watched } from "./dimensions";

/** Alarms, which tell the channels, and the dashboard. */
export function createAlerts(
  { stack, region, alerts }: Plan,
  watched: Watched,
  { parent, topicArns }: Channels,
): void {
  if (!alerts || !parent) return;
  for (const alarm of alerts.alarms)
    createAlarm({ stack, region, plan: alarm, dimensions: dimensionsOf(watched, alarm), topicArns }, parent);
  if (alerts.dashboard) createDashboard({ stack, region, plan: alerts.dashboard, watched }, parent);
}
