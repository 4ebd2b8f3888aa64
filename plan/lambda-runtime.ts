/** What every function of a stack runs on; `plan/data/support-dates.json` says until when AWS mends it. */
export const lambdaRuntime = "nodejs24.x";
