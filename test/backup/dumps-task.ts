import { randomBytes } from "node:crypto";
import { bundleDocument } from "../../box/bundle-document";
import { dumpsBundle } from "../../box/dumps/dumps-bundle";
import type { RecordedResource } from "../../cli/evaluate/recorded-resource";
import { outcomeOf, output, type Outcome } from "../../rig/command";
import { evaluated } from "../evaluated";
import { RdsServer } from "../../rig/rds-server";
import { BackedUp } from "./backed-up";

interface Container {
  readonly image: string;
  readonly entryPoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string }[];
}

const bundles = "ladder-pair-bundles";

/** The task that the program declares, run by Docker as Fargate would: image, entry point, variables, bundle. */
export class DumpsTask {
  private container: Container | undefined;
  private image = "";

  constructor(private readonly stack: BackedUp) {}

  /** Uploads the bundle, and runs once to its end, so that later ones find the packages: what remains is another image. */
  async start(): Promise<Outcome> {
    const apps = this.stack.pair.apps.map(({ name }) => ({
      name,
      image: "ghcr.io/acme/app:1",
      port: 80,
      database: true,
    }));
    const set = ["tier=fargate", "domain=example.com", `apps=${JSON.stringify(apps)}`];
    const { plan, resources } = await evaluated("dev", set);
    this.container = containerOf(resources);
    const files = dumpsBundle(plan);
    const values = {
      region: "us-east-1",
      bucket: bundles,
      backupBucket: BackedUp.bucket,
      rdsHost: this.stack.pair.address("rds"),
      images: {},
    };
    await this.stack.cloud.makeBucket(bundles);
    await this.stack.cloud.putObject("dumps/bundle.json", bundleDocument(files, values), bundles);
    this.image = this.container.image;
    const name = this.newName();
    const first = await outcomeOf("docker", this.run(name, ["nightly"]));
    this.image = `${name}:ready`;
    await output("docker", ["commit", name, this.image]);
    await this.remove(name);
    return first;
  }

  async ended(...command: readonly string[]): Promise<Outcome> {
    const name = this.newName();
    const outcome = await outcomeOf("docker", this.run(name, command));
    await this.remove(name);
    return outcome;
  }

  /** In the background; returns its container. */
  async begin(...command: readonly string[]): Promise<string> {
    const name = this.newName();
    const [run = "", ...rest] = this.run(name, command);
    await output("docker", [run, "--detach", ...rest]);
    return name;
  }

  async remove(name: string): Promise<void> {
    await output("docker", ["rm", "--force", "--volumes", name]);
  }

  async stop(): Promise<void> {
    if (this.image.endsWith(":ready")) await output("docker", ["rmi", "--force", this.image]);
  }

  private newName(): string {
    return `${this.stack.pair.project}-dumps-${randomBytes(3).toString("hex")}`;
  }

  private run(name: string, command: readonly string[]): readonly string[] {
    if (!this.container) throw new Error("start() comes first");
    const { entryPoint, environment, secrets } = this.container;
    const [program = "", ...words] = entryPoint;
    const values: Readonly<Record<string, string>> = {
      ...Object.fromEntries(environment.map(({ name: variable, value }) => [variable, value])),
      ...{ REGION: "us-east-1", BUNDLE_BUCKET: bundles },
      ...Object.fromEntries(secrets.map((secret) => [secret.name, RdsServer.password])),
      ...this.stack.aws,
    };
    return [
      ...["run", "--init", "--name", name, "--label", `ladder-move=${this.stack.pair.project}`],
      // So it reaches the servers, the stand-in for S3, and Debian.
      ...["--network", "host", "--cap-drop", "NET_RAW", "--memory", "1024m"],
      ...Object.entries(values).flatMap(([variable, value]) => ["--env", `${variable}=${value}`]),
      ...["--entrypoint", program, this.image, ...words, ...command],
    ];
  }
}

function containerOf(resources: readonly RecordedResource[]): Container {
  const task = resources.find(({ type, name }) => type.endsWith(":TaskDefinition") && name === "dumps");
  const [container] = JSON.parse(String(task?.inputs["containerDefinitions"])) as readonly Container[];
  if (!container) throw new Error("the program declares no such task");
  return container;
}
