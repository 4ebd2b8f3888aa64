import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseDocument, type Document } from "yaml";
import { changingSteps, diagnosticsOf, parsePreview, type Step } from "./preview-steps";
import type { ProviderCall } from "../../rig/provider/call-log";
import type { Control } from "../../rig/provider/control";
import { AwsApis } from "./aws-apis";
import { StandInBeanstalk } from "./beanstalk/stand-in-beanstalk";
import { StandInBox } from "./box/stand-in-box";
import { removeEmptyAttributes } from "./empty-attributes";
import { StandInEcs } from "./containers/stand-in-ecs";
import { installProviders } from "../../rig/provider/install";
import { policyPack } from "../../rig/policy-pack";
import { pulumiEnvironment } from "../../rig/pulumi-environment";
import { project, runPulumi, type CliResult, type Death } from "../../rig/pulumi-cli";

export interface Preview extends CliResult {
  readonly steps: readonly Step[];
  /** Errors and notices, as text. */
  readonly diagnostics: string;
}

export interface Update extends CliResult {
  /** What the providers were told to do by this run, without look-ups. */
  readonly calls: readonly ProviderCall[];
}

/** Everything of this process lies in one folder, gone at its end. */
const workspace = mkdtempSync(join(tmpdir(), "ladder-engine-"));
process.on("exit", () => rmSync(workspace, { recursive: true, force: true }));
const home = join(workspace, "home");
/** The options that make the engine judge by the rules of policy/. */
export const judged = ["--policy-pack", policyPack(home)] as const;
let apis: AwsApis | undefined;
let count = 0;

/** One stack with its own state and its own copy of the settings file; the project's files stay untouched. */
export class Deployment {
  /** What the program's instance is, as seen through Systems Manager. */
  readonly box: StandInBox;
  /** What becomes of the program's containers, as seen through ECS. */
  readonly ecs: StandInEcs;
  /** What becomes of its environment, as seen through Elastic Beanstalk. */
  readonly beanstalk: StandInBeanstalk;

  private constructor(
    readonly stack: string,
    readonly folder: string,
  ) {
    this.box = new StandInBox(join(folder, "box"));
    this.ecs = new StandInEcs(folder, this.logFile);
    this.beanstalk = new StandInBeanstalk(folder, this.logFile);
  }

  /** A stack that was never deployed, with the settings of the committed file. */
  static async init(stack: string): Promise<Deployment> {
    if (!existsSync(home)) installProviders(home);
    apis ??= await AwsApis.start();
    const deployment = new Deployment(stack, newFolder());
    mkdirSync(join(deployment.folder, "state"));
    cpSync(join(project, `Pulumi.${stack}.yaml`), deployment.settingsFile);
    deployment.control({});
    await deployment.initStack();
    return deployment;
  }

  /** The same stack in the same state; what happens to the copy does not touch the original. */
  copy(): Deployment {
    const copy = new Deployment(this.stack, newFolder());
    cpSync(this.folder, copy.folder, { recursive: true });
    rmSync(copy.logFile, { force: true });
    return copy;
  }

  /** Changes the settings file as a user with an editor would. */
  edit(change: (settings: Document) => void): this {
    const document = parseDocument(this.settingsText());
    change(document);
    writeFileSync(this.settingsFile, document.toString());
    return this;
  }

  /** What the providers shall do differently from now on. */
  control(control: Control): this {
    writeFileSync(this.controlFile, JSON.stringify(control));
    return this;
  }

  async preview(...flags: readonly string[]): Promise<Preview> {
    const result = await this.run("preview", "--json", ...flags);
    const document = parsePreview(result.stdout);
    return {
      ...result,
      steps: changingSteps(document),
      diagnostics: diagnosticsOf(document) + result.stderr,
    };
  }

  /** What a person sees. */
  previewText(...flags: readonly string[]): Promise<CliResult> {
    return this.run("preview", ...flags);
  }

  async up(...flags: readonly string[]): Promise<Update> {
    return this.change(["up", "--yes", "--skip-preview", ...flags]);
  }

  /** `up`, killed without warning when the promise resolves. */
  async upKilledBy(
    when: Promise<void>,
    kill = (pulumi: number): void => void process.kill(pulumi, "SIGKILL"),
  ): Promise<Update> {
    return this.change(["up", "--yes", "--skip-preview"], { when, kill });
  }

  /** Releases the lock that a killed run leaves behind. */
  async cancel(): Promise<CliResult> {
    removeEmptyAttributes(this.folder);
    return runPulumi(["cancel", "--yes", "--stack", this.stack], this.env);
  }

  async destroy(...flags: readonly string[]): Promise<Update> {
    return this.change(["destroy", "--yes", ...flags]);
  }

  /** `pulumi ${args}` on the stack; for commands that only change its state. */
  async stateCommand(...args: readonly string[]): Promise<CliResult> {
    return runPulumi([...args, "--stack", this.stack], this.env);
  }

  /** `pulumi import` of one resource at the stack's root. */
  async importResource(type: string, name: string, id: string): Promise<CliResult> {
    return this.run("import", type, name, id, "--yes", "--protect=true", "--generate-code=false");
  }

  /** Sets a setting that is not encrypted, as a user who forgets `--secret`. */
  async setPlain(path: string, value: string): Promise<CliResult> {
    return this.run("config", "set", "--plaintext", "--path", path, value);
  }

  /** Sets an encrypted setting; the value goes through the CLI as a user would type it. */
  async setSecret(path: string, value: string): Promise<CliResult> {
    return this.run("config", "set", "--secret", "--path", path, value);
  }

  /** The resources in the state, by `type name`, with their ids. */
  async resources(): Promise<Readonly<Record<string, string>>> {
    const { stdout } = await runPulumi(["stack", "export", "--stack", this.stack], this.env);
    const { deployment } = JSON.parse(stdout) as {
      deployment: { resources?: readonly { urn: string; type: string; id?: string }[] };
    };
    const entries = (deployment.resources ?? []).map(({ urn, type, id }) => [
      `${type} ${urn.split("::").slice(3).join("::")}`,
      id ?? "",
    ]);
    return Object.fromEntries(entries) as Record<string, string>;
  }

  /** What Pulumi's process for dynamic resources was given, per provider. */
  providerInputs(): readonly unknown[] {
    const { checkpoint } = JSON.parse(this.stateText()) as {
      checkpoint: { latest: { resources: readonly { type: string; inputs?: unknown }[] } };
    };
    return checkpoint.latest.resources
      .filter(({ type }) => type === "pulumi:providers:pulumi-nodejs")
      .map(({ inputs }) => inputs ?? {});
  }

  /** The state as it lies in the backend. */
  stateText(): string {
    return readFileSync(join(this.folder, `state/.pulumi/stacks/ladder/${this.stack}.json`), "utf8");
  }

  settingsText(): string {
    return readFileSync(this.settingsFile, "utf8");
  }

  private async change(args: readonly string[], death?: Death): Promise<Update> {
    rmSync(this.logFile, { force: true });
    const all = [...args, "--stack", this.stack, "--config-file", this.settingsFile];
    const result = await runPulumi(all, this.env, death);
    return { ...result, calls: this.calls() };
  }

  /** What the providers were told to do by the run that is at work or ended last. */
  calls(): readonly ProviderCall[] {
    if (!existsSync(this.logFile)) return [];
    const lines = readFileSync(this.logFile, "utf8").trim().split("\n");
    return lines
      .map((line) => JSON.parse(line) as ProviderCall)
      .filter(({ operation }) => operation !== "invoke");
  }

  /** `stack init` writes a salt into the settings file beside Pulumi.yaml: it gets a project folder of its own. */
  private async initStack(): Promise<void> {
    cpSync(join(project, "Pulumi.yaml"), join(this.folder, "Pulumi.yaml"));
    const result = await runPulumi(["-C", this.folder, "stack", "init", this.stack], this.env);
    if (result.exitCode !== 0) throw new Error(`pulumi stack init failed: ${result.stderr}`);
  }

  private run(...args: readonly string[]): Promise<CliResult> {
    return runPulumi([...args, "--stack", this.stack, "--config-file", this.settingsFile], this.env);
  }

  private get settingsFile(): string {
    return join(this.folder, `Pulumi.${this.stack}.yaml`);
  }

  private get controlFile(): string {
    return join(this.folder, "control.json");
  }

  private get logFile(): string {
    return join(this.folder, "calls.jsonl");
  }

  private get env(): Readonly<Record<string, string>> {
    const endpoints = apis?.endpoints(basename(this.folder), this) ?? {};
    return pulumiEnvironment({ folder: this.folder, home, endpoints });
  }
}

function newFolder(): string {
  const folder = join(workspace, String(++count));
  mkdirSync(folder);
  return folder;
}
