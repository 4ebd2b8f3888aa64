const {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  paginateListTasks,
  UpdateServiceCommand,
} = require("@aws-sdk/client-ecs");

/** ECS tells of so many in one request. */
const mostServices = 10;

/** Services of ECS: no copy runs, whatever scaling wants. At work: a new version that is rolled out, a migration. */
exports.services = (cluster, list) => {
  const ecs = new ECSClient({});
  const copies = new Map(list);
  const names = [...copies.keys()];
  const all = async () => {
    const found = await Promise.all(
      portions(names, mostServices).map((services) =>
        ecs.send(new DescribeServicesCommand({ cluster, services })),
      ),
    );
    return found.flatMap(({ services }) => services);
  };
  const resize = (service, desiredCount) =>
    ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount }));
  return {
    start: async () => {
      const stopped = (await all()).filter(({ desiredCount }) => desiredCount === 0);
      for (const { serviceName } of stopped) await resize(serviceName, copies.get(serviceName));
      return undefined;
    },
    job: async () => {
      const rolling = (await all()).find(({ deployments }) => deployments.some(isRolling));
      if (rolling) return `${rolling.serviceName} gets a new version`;
      return (await hasTaskOfItsOwn(ecs, cluster)) ? "a task such as a migration runs" : undefined;
    },
    stop: async () => {
      const running = (await all()).filter(({ desiredCount }) => desiredCount > 0);
      for (const { serviceName } of running) await resize(serviceName, 0);
    },
  };
};

function isRolling({ rolloutState }) {
  return rolloutState === "IN_PROGRESS";
}

async function hasTaskOfItsOwn(client, cluster) {
  for await (const { taskArns } of paginateListTasks({ client }, { cluster, desiredStatus: "RUNNING" })) {
    if (taskArns.length === 0) continue;
    const { tasks } = await client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
    if (tasks.some(({ group }) => !group.startsWith("service:"))) return true;
  }
  return false;
}

function portions(list, size) {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
