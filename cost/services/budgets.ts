import { HOURS_PER_MONTH } from "../money";
import type { PricerTable } from "../pricer";

const DAYS_PER_MONTH = HOURS_PER_MONTH / 24;

export const budgets: PricerTable = {
  "aws:budgets/budget:Budget": (sheet) => sheet.free("budgets that only notify are not billed"),
  "aws:budgets/budgetAction:BudgetAction": (sheet) => {
    const key = { service: "budgets", item: "budget.withActions.above2" };
    sheet.fixed("Budget with actions", key, DAYS_PER_MONTH, { allowance: "budgetActions" });
  },
};
