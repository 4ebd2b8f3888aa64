const {
  DescribeDBInstancesCommand,
  RDSClient,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} = require("@aws-sdk/client-rds");

/** RDS is stopped while it is available and started while it is stopped; in all other states it is at work. */
exports.database = (DBInstanceIdentifier) => {
  const send = (command) => new RDSClient({}).send(command);
  const state = async () => {
    const { DBInstances } = await send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
    return DBInstances[0].DBInstanceStatus;
  };
  return {
    start: async () => {
      const now = await state();
      if (now === "available") return undefined;
      if (now === "stopped") await send(new StartDBInstanceCommand({ DBInstanceIdentifier }));
      return `the database is ${now}`;
    },
    job: async () => {
      const now = await state();
      return ["available", "stopped", "stopping"].includes(now) ? undefined : `the database is ${now}`;
    },
    stop: async () => {
      if ((await state()) === "available") await send(new StopDBInstanceCommand({ DBInstanceIdentifier }));
    },
  };
};
