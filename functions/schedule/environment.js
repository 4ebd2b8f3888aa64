const { AutoScalingClient, UpdateAutoScalingGroupCommand } = require("@aws-sdk/client-auto-scaling");
const { DescribeEnvironmentsCommand, ElasticBeanstalkClient } = require("@aws-sdk/client-elastic-beanstalk");

/** An environment of Elastic Beanstalk: its group of instances shrinks to nothing. It is at work unless it is Ready. */
exports.environment = (name, group, { min, max }) => {
  const resize = (MinSize, MaxSize) =>
    new AutoScalingClient({}).send(
      // The wanted size follows: AWS keeps it between the two, and what scaling chose stays.
      new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: group, MinSize, MaxSize }),
    );
  const job = async () => {
    const command = new DescribeEnvironmentsCommand({ EnvironmentNames: [name], IncludeDeleted: false });
    const { Environments } = await new ElasticBeanstalkClient({}).send(command);
    const state = Environments[0].Status;
    return state === "Ready" ? undefined : `the environment is ${state}`;
  };
  return {
    start: async () => {
      await resize(min, max);
      return undefined;
    },
    job,
    stop: () => resize(0, 0),
  };
};
