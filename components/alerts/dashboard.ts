import * as pulumi from "@pulumi/pulumi";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type { DashboardPlan, Figure } from "../../plan/alerts/dashboard";
import { dashboardName } from "../../plan/names";
import { dashboardBody } from "./dashboard-body";
import { dimensionsOf, type Watched } from "./dimensions";

export interface DashboardArgs {
  readonly stack: string;
  readonly region: string;
  readonly plan: DashboardPlan;
  readonly watched: Watched;
}

/** The stack's page in CloudWatch. A switch of tiers changes it in place. $3 a month beyond an account's first three. */
export function createDashboard(args: DashboardArgs, parent: pulumi.Resource): cloudwatch.Dashboard {
  const { stack, region, plan } = args;
  const figures = plan.charts.flatMap((chart) => chart.figures);
  const watched = { ...args.watched, account: { Currency: pulumi.output("USD") } };
  const found = pulumi.output(
    Object.fromEntries(figures.map((figure) => [keyOf(figure), dimensionsOf(watched, figure)])),
  );
  const body = found.apply((dimensions) =>
    JSON.stringify(dashboardBody(plan, region, (figure) => dimensions[keyOf(figure)] ?? {})),
  );
  return new cloudwatch.Dashboard(
    "dashboard",
    { dashboardName: dashboardName(stack), dashboardBody: body },
    { parent },
  );
}

function keyOf({ target, app = "" }: Figure): string {
  return `${target}/${app}`;
}
