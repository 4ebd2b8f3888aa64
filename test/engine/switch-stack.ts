import { expect } from "chai";
import { type Part, runnerTypes } from "../../plan/switching/memory";
import { tierNames, type Tier } from "../../settings/schema";
import { Deployment, type Update } from "./deployment";
import { workersAfterEach } from "./running-workers";

const shop = {
  name: "shop",
  image: "ghcr.io/acme/shop:1.0.0",
  port: 8080,
  database: true,
  migrate: "./migrate",
  secrets: [{ name: "TOKEN", generate: true }],
};
/** A worker with a database of its own: it may run on one tier only, and its data moves all the same. */
const mail = { name: "mail", image: "ghcr.io/acme/mail:1.0.0", database: true };

export interface Wanted {
  readonly tier: Tier;
  readonly retire?: Part;
  readonly database?: "auto" | "box" | "rds";
}

export const records = "aws:route53/record:Record";

/** Types of what holds data, and of what only makes sense beside it. */
export const stateful =
  /^aws:(ebs\/volume|ec2\/(eip|vpc|subnet|routeTable|internetGateway)|rds\/(instance|subnetGroup)|s3\/bucket|route53\/zone|ecr\/repository|efs\/fileSystem|elasticache\/(replicationGroup|subnetGroup)):|^random:index\/randomPassword:/;

/** A stack with one web app and one worker under example.com, and what tests ask of its switches. */
export class SwitchStack {
  /** Whose copies of the worker ran, in order, since the stack was made or copied. */
  private ran: readonly string[];

  private constructor(
    readonly deployment: Deployment,
    ran: readonly string[] = ["nowhere"],
    /** Whether Beanstalk's last bundle has the worker: an environment may be made by a later update. */
    private uploaded = false,
  ) {
    this.ran = ran;
  }

  static async on(tier: Tier): Promise<SwitchStack> {
    const deployment = (await Deployment.init("dev")).edit((settings) => {
      settings.deleteIn(["config", "ladder:budget"]);
      settings.deleteIn(["config", "ladder:alerts"]);
      settings.setIn(["config", "ladder:domain"], "example.com");
      settings.setIn(["config", "ladder:apps"], settings.createNode([shop, mail]));
    });
    deployment.box.databases(175 * 2 ** 20);
    const stack = new SwitchStack(deployment);
    await stack.succeeds({ tier });
    return stack;
  }

  copy(): SwitchStack {
    return new SwitchStack(this.deployment.copy(), this.ran.slice(-1), this.uploaded);
  }

  set({ tier, retire, database = "auto" }: Wanted): Deployment {
    return this.deployment.edit((settings) => {
      settings.setIn(["config", "ladder:tier"], tier);
      settings.setIn(["config", "ladder:database"], database);
      if (retire === undefined) settings.deleteIn(["config", "ladder:retire"]);
      else settings.setIn(["config", "ladder:retire"], retire);
    });
  }

  /** The update, whose preview may not touch data, and that leaves nothing to change. */
  async succeeds(wanted: Wanted, removed: readonly string[] = []): Promise<Update> {
    const { steps, diagnostics, exitCode } = await this.set(wanted).preview();
    expect(exitCode, diagnostics).to.equal(0);
    const lost = steps
      .filter(({ op, type }) => /delete|replace/.test(op) && stateful.test(type))
      .map(({ op, type, name }) => `${op} ${type} ${name}`);
    expect(lost).to.have.members(removed);
    const update = this.watched(await this.deployment.up());
    expect(update.exitCode, update.stdout + update.stderr).to.equal(0);
    return update;
  }

  async fails(wanted: Wanted, says: string): Promise<Update> {
    const update = this.watched(await this.set(wanted).up());
    expect(update.exitCode).to.not.equal(0);
    expect(update.stdout).to.include(says);
    return update;
  }

  /** Whose copies of the worker ran, in order; on two tiers at once: `compose+fargate`. */
  workers(): readonly string[] {
    return this.ran;
  }

  private watched(update: Update): Update {
    const { ran, uploaded } = this;
    const running = tierNames.filter((tier) => ran.at(-1)?.split("+").includes(tier));
    const found = workersAfterEach({ running, uploaded }, update.calls, mail);
    this.ran = [...ran.slice(0, -1), ...found.seen];
    this.uploaded = found.uploaded;
    return update;
  }

  async changesNothingMore(): Promise<void> {
    const { exitCode, diagnostics } = await this.deployment.preview("--expect-no-changes");
    expect(exitCode, diagnostics).to.equal(0);
  }

  /** `compose+fargate; box, rds; data rds`: whose compute there is, what holds data, and where the apps' data is. */
  async shape(): Promise<string> {
    const keys = Object.keys(await this.deployment.resources());
    const has = (type: string, name: string) => keys.includes(`${type} ${name}`);
    const tiers = tierNames.filter((tier) => keys.some((key) => key.startsWith(`${runnerTypes[tier]} `)));
    const holders = [
      ...(has("aws:ebs/volume:Volume", "data") ? ["box"] : []),
      ...(has("aws:rds/instance:Instance", "databases") ? ["rds"] : []),
    ];
    return `${tiers.join("+")}; ${holders.join(", ")}; data ${this.outputs("data-home")["at"] as string}`;
  }

  /** Whether Pulumi would refuse to delete what has this logical name. */
  protects(name: string): boolean {
    const state = JSON.parse(this.deployment.stateText()) as {
      checkpoint: { latest: { resources: readonly { urn: string; protect?: boolean }[] } };
    };
    const found = state.checkpoint.latest.resources.find(({ urn }) => urn.endsWith(`::${name}`));
    return found?.protect ?? false;
  }

  /** Weight of each record, by `<tier>-<host>`. */
  weights(): Readonly<Record<string, number>> {
    const found = this.resources().filter(
      ({ type, outputs }) => type === records && "setIdentifier" in outputs,
    );
    return Object.fromEntries(
      found.map(({ name, outputs }) => {
        const [policy] = outputs["weightedRoutingPolicies"] as readonly { readonly weight: number }[];
        return [name, policy?.weight ?? -1];
      }),
    );
  }

  outputs(name: string): Readonly<Record<string, unknown>> {
    return this.resources().find((one) => one.name === name && one.type.includes("dynamic/"))?.outputs ?? {};
  }

  private resources() {
    const { checkpoint } = JSON.parse(this.deployment.stateText()) as {
      checkpoint: {
        latest: {
          resources: readonly { urn: string; type: string; outputs?: Readonly<Record<string, unknown>> }[];
        };
      };
    };
    return checkpoint.latest.resources.map(({ urn, type, outputs = {} }) => ({
      ...{ type, outputs },
      name: urn.split("::").slice(3).join("::"),
    }));
  }
}

const first = new Map<Tier, Promise<SwitchStack>>();

/** A copy of a stack that was deployed on the tier, once for all scenarios. */
export async function firstOn(tier: Tier): Promise<SwitchStack> {
  const deployed = first.get(tier) ?? SwitchStack.on(tier);
  first.set(tier, deployed);
  return (await deployed).copy();
}

/** All visitors on one tier, and another that stands by. */
export const weightsOf = (serving: Tier, standby: Tier): Readonly<Record<string, number>> => ({
  [`${serving}-shop.example.com`]: 100,
  [`${standby}-shop.example.com`]: 0,
});
