// Runs on AWS Lambda, called by a topic: gives alarms and notices of the budget to a webhook as Slack takes them. Slack's
// own lists of what must be escaped: https://docs.slack.dev/messaging/formatting-message-text#escaping
const { GetParameterCommand, SSMClient } = require("@aws-sdk/client-ssm");

const marks = { ALARM: "\u{1F534}", OK: "\u{1F7E2}", INSUFFICIENT_DATA: "\u{26AA}" };
const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const patience = 10_000;

const escaped = (text) => String(text).replace(/[&<>]/g, (one) => escapes[one]);

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An alarm in words; of anything else, such as a budget's notice, the subject and the text as they came. */
function textOf({ Subject, Message }) {
  const alarm = parsed(Message);
  if (alarm?.AlarmName === undefined) return escaped([Subject, Message].filter(Boolean).join("\n"));
  const { AlarmName, NewStateValue, AlarmDescription, NewStateReason } = alarm;
  const lines = [`${marks[NewStateValue] ?? ""} *${escaped(AlarmName)}* ${escaped(NewStateValue)}`.trim()];
  if (NewStateValue === "ALARM")
    lines.push(escaped(AlarmDescription ?? ""), `_${escaped(NewStateReason ?? "")}_`);
  return lines.join("\n");
}

async function address() {
  const command = new GetParameterCommand({ Name: process.env.WEBHOOK_PARAMETER, WithDecryption: true });
  return (await new SSMClient({}).send(command)).Parameter.Value;
}

/** Neither the address nor an error that names it is ever logged: who knows it may write. */
async function post(url, text) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text }),
    signal: AbortSignal.timeout(patience),
    redirect: "error",
  }).catch((error) => {
    throw new Error(`the webhook cannot be reached (${error.name})`);
  });
  if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`);
}

// A failure is thrown: Lambda tries again twice.
exports.handler = async ({ Records }) => {
  const url = await address();
  for (const { Sns } of Records) await post(url, textOf(Sns));
  return { sent: Records.length };
};
