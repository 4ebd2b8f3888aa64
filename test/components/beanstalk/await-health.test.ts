import { expect } from "chai";
import { awaitHealth } from "../../../components/beanstalk/health/await-health";
import type {
  BeanstalkCalls,
  EnvironmentState,
  InstanceState,
} from "../../../components/beanstalk/health/beanstalk-calls";
import { diff } from "../../../components/beanstalk/health/provider";
import { failureOf, fakeSurroundings } from "../fargate/fake-ecs";

const inputs = {
  environmentId: "e-1",
  region: "us-east-1",
  version: "v2",
  options: "digest",
  readySeconds: 3600,
  healthSeconds: 600,
};
const ready = { status: "Ready", version: "v2", health: "Ok", causes: [] };
const updating = { ...ready, status: "Updating", health: "" };
const good = { id: "i-1", health: "Ok", causes: [], version: "v2", deployment: "Deployed" };

/** Beanstalk that answers from scripts; the last answer stays. */
class FakeBeanstalk implements BeanstalkCalls {
  readonly calls: string[] = [];
  troubles: Error[] = [];

  constructor(
    private readonly states: (EnvironmentState | undefined)[],
    private readonly sights: (readonly InstanceState[])[] = [[good]],
  ) {}

  environment(): Promise<EnvironmentState | undefined> {
    const trouble = this.troubles.shift();
    return trouble ? Promise.reject(trouble) : Promise.resolve(next(this.states));
  }

  instances(): Promise<readonly InstanceState[]> {
    return Promise.resolve(next(this.sights) ?? []);
  }

  deploy(version: string): Promise<void> {
    this.calls.push(`deploy ${version}`);
    return Promise.resolve();
  }

  events(): Promise<readonly string[]> {
    return Promise.resolve(["Failed to deploy application.", "Engine execution has encountered an error."]);
  }
}

function next<Answer>(answers: Answer[]): Answer | undefined {
  return answers.length > 1 ? answers.shift() : answers[0];
}

function wait(beanstalk: FakeBeanstalk, said: string[] = []): Promise<void> {
  return awaitHealth(inputs, beanstalk, fakeSurroundings(said));
}

describe("health of a Beanstalk environment", () => {
  it("is there when every instance runs the version and nothing is wrong, also while AWS is at work", async () => {
    const beanstalk = new FakeBeanstalk([
      updating,
      { ...ready, health: "Pending" },
      { ...ready, health: "Info" },
    ]);
    await wait(beanstalk);
    expect(beanstalk.calls).to.deep.equal([]);
  });

  it("is waited for while an instance has not been deployed to, and while there is none", async () => {
    const fresh = { id: "i-2", health: "Pending", causes: [] };
    const beanstalk = new FakeBeanstalk(
      [ready, { ...ready, health: "Pending" }, ready],
      [[], [good, fresh], [good, { ...fresh, health: "Ok", version: "v2" }]],
    );
    await wait(beanstalk);
    expect(beanstalk.calls).to.deep.equal([]);
  });

  it("is not there before the first instance is, though nothing is wrong", async () => {
    const sights = [[], [], [good]];
    await wait(new FakeBeanstalk([ready], sights));
    expect(sights).to.deep.equal([[good]]);
  });

  it("is missed with the causes when the time is over: ready is not healthy", async () => {
    const sick = { ...good, health: "Severe", causes: ["None of the instances are sending data."] };
    const state = { ...ready, health: "Severe", causes: ["ELB health is failing."] };
    expect(await failureOf(wait(new FakeBeanstalk([state], [[sick]])))).to.equal(
      [
        "The environment is not healthy after 600 s: Severe",
        "The next `pulumi up` tries again. Its logs are in CloudWatch, under /aws/elasticbeanstalk.",
        "  ELB health is failing.",
        "Instance i-1: Severe",
        "  None of the instances are sending data.",
        "What Beanstalk said last:",
        "  Failed to deploy application.",
        "  Engine execution has encountered an error.",
      ].join("\n"),
    );
  });

  it("comes after another deployment when an earlier up left another version", async () => {
    const [old, said] = [{ ...ready, version: "v1" }, [] as string[]];
    const beanstalk = new FakeBeanstalk([old, old, updating, ready]);
    await wait(beanstalk, said);
    expect(beanstalk.calls).to.deep.equal(["deploy v2"]);
    expect(said).to.deep.equal(["Deploying v2 again: the environment does not run it everywhere."]);
  });

  it("is missed when AWS goes back to the old version, after one more try only", async () => {
    const old = { ...ready, version: "v1" };
    const beanstalk = new FakeBeanstalk([old, updating, old], [[{ ...good, version: "v1" }]]);
    expect(await failureOf(wait(beanstalk))).to.include(
      "The environment did not take the version v2; it runs v1",
    );
    expect(beanstalk.calls).to.deep.equal(["deploy v2"]);
  });

  it("is missed when the deployment failed on one instance, though AWS names the version", async () => {
    const failed = { ...good, id: "i-2", deployment: "Failed" };
    const beanstalk = new FakeBeanstalk([ready, updating, ready], [[good, failed]]);
    expect(await failureOf(wait(beanstalk))).to.include("Instance i-2: Ok, its deployment failed");
  });

  it("bears AWS's passing troubles, and says when the environment is gone", async () => {
    const busy = new FakeBeanstalk([ready]);
    busy.troubles = [Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" })];
    await wait(busy);
    const gone = "The environment is gone: it was terminated outside Pulumi. Run `pulumi refresh`.";
    expect(await failureOf(wait(new FakeBeanstalk([undefined])))).to.equal(gone);
    expect(await failureOf(wait(new FakeBeanstalk([{ ...ready, status: "Terminating" }])))).to.equal(gone);
  });

  it("is looked at again for another version, environment or machine alone", () => {
    expect(diff(inputs, inputs)).to.deep.equal({ changes: false });
    expect(diff(inputs, { ...inputs, healthSeconds: 1 })).to.deep.equal({ changes: false });
    for (const change of [{ version: "v3" }, { environmentId: "e-2" }, { options: "other" }])
      expect(diff(inputs, { ...inputs, ...change })).to.deep.equal({ changes: true });
  });
});
