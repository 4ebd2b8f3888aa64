import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: unknown;
  readonly permissions: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly env?: object; readonly if?: string; readonly steps: readonly Step[] }>
  >;
}

describe("The example workflows for GitHub Actions", () => {
  for (const name of ["preview", "deploy"]) {
    const file = `examples/github-actions/${name}.yml`;
    const workflow = parse(readFileSync(file, "utf8")) as Workflow;
    const job = workflow.jobs[name];
    const steps = job?.steps ?? [];

    it(`give Pulumi's token to steps that run pulumi alone, and run no script of what is installed: ${name}`, () => {
      expect(JSON.stringify([workflow.env, job?.env])).to.not.include("secrets.");
      const trusted = steps.filter(({ env = {} }) => JSON.stringify(env).includes("secrets."));
      expect(trusted.length).to.be.greaterThan(0);
      for (const { run = "" } of trusted) expect(run).to.match(/^pulumi [^\n;&]+( \|\| true)?$/);
      const installs = steps.filter(({ run }) => run?.startsWith("npm ci"));
      expect(installs.map(({ run }) => run)).to.deep.equal(["npm ci --ignore-scripts"]);
      const checkout = steps.find(({ uses }) => uses?.startsWith("actions/checkout@"));
      expect(checkout?.with).to.deep.equal({ "persist-credentials": false });
    });

    it(`put nothing that a stranger writes into a command: ${name}`, () => {
      const run = steps.map((step) => step.run ?? "").join("\n");
      expect(run).to.not.match(/\$\{\{/);
    });
  }

  it("may write nothing but the comment, and previews none of a fork's pull requests", () => {
    const read = (name: string) =>
      parse(readFileSync(`examples/github-actions/${name}.yml`, "utf8")) as Workflow;
    expect(read("deploy").permissions).to.deep.equal({ contents: "read", "id-token": "write" });
    const { on, permissions, jobs } = read("preview");
    expect(permissions).to.deep.equal({ contents: "read", "id-token": "write", "pull-requests": "write" });
    expect([on, jobs["preview"]?.if]).to.deep.equal([
      "pull_request",
      "github.event.pull_request.head.repo.full_name == github.repository",
    ]);
  });
});
