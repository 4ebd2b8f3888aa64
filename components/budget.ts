import type * as pulumi from "@pulumi/pulumi";
import * as budgets from "@pulumi/aws/budgets";
import type { Plan } from "../plan/types";
import { tags } from "./tags";

type Budget = NonNullable<Plan["budget"]>;

/**
 * Monthly budget of the account. Credits are left out, or a credit account would always show 0. Notices go to addresses,
 * which need no confirmation, and to the topic of a webhook.
 */
export function createBudget(plan: Plan, topicArn?: pulumi.Output<string>): void {
  if (plan.budget === undefined) return;
  const { monthlyUsd, emails } = plan.budget;
  const told = emails.length > 0 || topicArn !== undefined;
  new budgets.Budget("budget", {
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: String(monthlyUsd),
    limitUnit: "USD",
    costTypes: { includeCredit: false, includeRefund: false },
    // AWS refuses a notice that nobody gets.
    notifications: told
      ? noticesOf(plan.budget).map((notice) => ({
          ...notice,
          comparisonOperator: "GREATER_THAN",
          thresholdType: "PERCENTAGE",
          subscriberEmailAddresses: [...emails],
          ...(topicArn && { subscriberSnsTopicArns: [topicArn] }),
        }))
      : [],
    tags: tags(plan.stack, "budget"),
  });
}

function noticesOf({ actualPercent, forecastPercent }: Budget) {
  return [
    ...actualPercent.map((threshold) => ({ notificationType: "ACTUAL", threshold })),
    ...forecastPercent.map((threshold) => ({ notificationType: "FORECASTED", threshold })),
  ];
}
