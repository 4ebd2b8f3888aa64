// Runs on AWS Lambda, called by an alarm: takes the tier that the alarm watches out of DNS. It stays out until somebody
// puts it back, so that a tier which recovers for a minute does not get its visitors back. components/watch/watch-tier.ts
const { Route53Client, UpdateHealthCheckCommand } = require("@aws-sdk/client-route-53");

exports.handler = async ({ alarmData }) => {
  const { alarmName, state } = alarmData;
  if (state.value !== "ALARM") return { takenOut: false };
  // Disabled counts as healthy; inverted, as unhealthy for good.
  // https://docs.aws.amazon.com/Route53/latest/APIReference/API_UpdateHealthCheck.html
  const change = { HealthCheckId: process.env.HEALTH_CHECK_ID, Disabled: true, Inverted: true };
  await new Route53Client({}).send(new UpdateHealthCheckCommand(change));
  console.log(`${alarmName}: the tier is out of DNS. ${state.reason}`);
  return { takenOut: true };
};
