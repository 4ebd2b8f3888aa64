const { setTimeout: pause } = require("node:timers/promises");
const { EC2Client, StartInstancesCommand, StopInstancesCommand } = require("@aws-sdk/client-ec2");
const { GetCommandInvocationCommand, SendCommandCommand, SSMClient } = require("@aws-sdk/client-ssm");

const askedAgain = 60;
const second = 1000;
const unfinished = ["Pending", "InProgress", "Delayed", "Cancelling"];

/** A box tells by its lock whether a backup, a move or an update is at work on it. */
exports.box = (instance, document) => {
  const ec2 = (command) => new EC2Client({}).send(command);
  return {
    start: async () => {
      await ec2(new StartInstancesCommand({ InstanceIds: [instance] }));
      return undefined;
    },
    job: () => jobOn(instance, document),
    stop: () => ec2(new StopInstancesCommand({ InstanceIds: [instance] })),
  };
};

async function jobOn(InstanceId, DocumentName) {
  const ssm = new SSMClient({});
  const asked = await ssm
    .send(new SendCommandCommand({ DocumentName, InstanceIds: [InstanceId], TimeoutSeconds: 30 }))
    .catch((error) => {
      // Systems Manager knows running machines only.
      if (error.name === "InvalidInstanceId") return undefined;
      throw error;
    });
  if (!asked) return undefined;
  const { CommandId } = asked.Command;
  const state = await answerOf(ssm, { CommandId, InstanceId });
  if (state === "Success") return undefined;
  return state === "Failed"
    ? "a job is at work on the box"
    : `the box does not say whether a job runs (${state})`;
}

async function answerOf(ssm, command) {
  for (let asked = 0; asked < askedAgain; asked += 1) {
    await pause(second);
    const state = await ssm
      .send(new GetCommandInvocationCommand(command))
      .then(({ Status }) => Status)
      .catch((error) => {
        if (error.name === "InvocationDoesNotExist") return "Pending";
        throw error;
      });
    if (!unfinished.includes(state)) return state;
  }
  return "no answer";
}
