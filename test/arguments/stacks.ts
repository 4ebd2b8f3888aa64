import { balancedStack, singleStack } from "../beanstalk/beanstalk-stack";
import { fargateStack } from "../fargate-stack";

const one = (app: object) => `apps=${JSON.stringify([{ name: "one", ...app }])}`;
const built = { build: "./examples/todo", port: 3000 };
const schedule = 'schedule={"start":"08:00","stop":"18:00","timezone":"Europe/London"}';
const keeping = { ...built, database: true, cache: true, volumes: [{ name: "pages", path: "/data" }] };

/** A committed stack with changes: together they have every kind of argument that the program ever passes. */
export const stacks: readonly (readonly [string, readonly string[]])[] = [
  ["dev", []],
  ["prod", []],
  ["prod", ["alerts.webhook=/alerts/prod/webhook", "box.credits=standard", "domain=example.com"]],
  ["dev", ["domain=example.com", "database=rds", "rds.multiAz=true", "box.credits=unlimited"]],
  ["dev", ["box.instance=m7g.large", "box.image=ami-0123456789abcdef0", "backups.keep=0"]],
  ["dev", singleStack()],
  ["dev", singleStack("dns=manual", "beanstalk.updates=immutable")],
  ["dev", ["tier=beanstalk", "domain=null", one(keeping)]],
  ["dev", balancedStack()],
  ["dev", balancedStack("alerts.alarms=all")],
  ["dev", balancedStack("zoneId=Z0123456789ABCDEFGHIJ", "beanstalk.updates=immutable")],
  ["dev", balancedStack("domain=null", one(built))],
  ["dev", fargateStack()],
  ["dev", fargateStack("alerts.alarms=all")],
  ["dev", fargateStack("dns=manual", "fargate.spotPercent=50", "fargate.exec=true")],
  ["dev", fargateStack("fargate.network=nat", "rds.multiAz=true")],
  ["dev", fargateStack("fargate.network=endpoints", one(keeping))],
  ["dev", fargateStack("domain=null", one(keeping))],
  ["dev", fargateStack("domain=null", one({ static: "./examples/site-docs" }))],
  ["dev", fargateStack(one({ static: "./examples/site-docs" }))],
  ["dev", [schedule]],
  ["dev", ['github={"repository":"octo-org/shop"}']],
  ["dev", fargateStack(schedule)],
  ["dev", balancedStack(schedule)],
  ["dev", fargateStack(one({ ...built, command: ["node"], env: { A: "1" }, cpu: 4096, memoryMb: 30720 }))],
];
