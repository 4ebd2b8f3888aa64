import * as budgets from "@pulumi/aws/budgets";
import type { Plan } from "../plan/types";
import { tags } from "./tags";

const notices = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
] as const;

/** Monthly budget of the account with notices by e-mail. Credits are left out, or a credit account would always show 0. */
export function createBudget(plan: Plan): void {
  if (plan.budget === undefined) return;
  const { monthlyUsd, emails } = plan.budget;
  new budgets.Budget("budget", {
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: String(monthlyUsd),
    limitUnit: "USD",
    costTypes: { includeCredit: false, includeRefund: false },
    notifications: emails.length === 0 ? [] : notices.map((notice) => notification(notice, emails)),
    tags: tags(plan.stack, "budget"),
  });
}

function notification(notice: (typeof notices)[number], emails: readonly string[]) {
  return {
    ...notice,
    comparisonOperator: "GREATER_THAN",
    thresholdType: "PERCENTAGE",
    subscriberEmailAddresses: [...emails],
  };
}
