// Runs on AWS Lambda, called by an alarm: takes the tier that the alarm watches out of DNS. It stays out until somebody
// puts it back, so that a tier which recovers for a minute does not get its visitors back. components/watch/watch-tier.ts
const { Route53Client, UpdateHealthCheckCommand } = require("@aws-sdk/client-route-53");
const { PublishCommand, SNSClient } = require("@aws-sdk/client-sns");

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: ASCII, fewer than 100 characters. */
const longestSubject = 99;

/** Disabled counts as healthy; inverted, as unhealthy for good. https://docs.aws.amazon.com/Route53/latest/APIReference/API_UpdateHealthCheck.html */
async function takeOut() {
  const change = { HealthCheckId: process.env.HEALTH_CHECK_ID, Disabled: true, Inverted: true };
  await new Route53Client({}).send(new UpdateHealthCheckCommand(change));
}

/** Alarms in another region than the topics cannot tell anybody themselves; this can. */
async function tell(what, why) {
  const { STACK = "", TOPICS = "" } = process.env;
  const Subject = `Ladder ${STACK}: ${what}`.slice(0, longestSubject);
  for (const TopicArn of TOPICS.split(" ").filter(Boolean)) {
    const region = TopicArn.split(":")[3];
    await new SNSClient({ region }).send(new PublishCommand({ TopicArn, Subject, Message: why }));
  }
}

// A failure is thrown: Lambda tries again twice, and tells again.
exports.handler = async ({ alarmData }) => {
  const { alarmName, state } = alarmData;
  if (state.value !== "ALARM") return { takenOut: false };
  const because = `${alarmName}: ${state.reason}`;
  const up = `pulumi up -s ${process.env.STACK}`;
  try {
    await takeOut();
  } catch (error) {
    console.error(`the tier is still in DNS. ${because} ${error.name}: ${error.message}`);
    const first = `First: look whether it answers; if not, set \`tier\` to the one that stands by and run \`${up}\`.`;
    await tell(
      "a tier could not be taken out of DNS",
      `${because} ${error.name}: ${error.message}\n${first}`,
    );
    throw error;
  }
  console.log(`the tier is out of DNS. ${because}`);
  const first = `First: find the cause in its logs. Its visitors go to the tier that stands by, until \`${up} --refresh\` takes it back.`;
  await tell("the serving tier was taken out of DNS", `${because}\n${first}`);
  return { takenOut: true };
};
