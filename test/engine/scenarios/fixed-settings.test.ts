import { expect } from "chai";
import type { Document } from "yaml";
import type { Deployment } from "../deployment";
import { deployedDevStack } from "../dev-stack";

const record = "aws:route53/record:Record";
const zone = "aws:route53/zone:Zone";

let zoned: Promise<Deployment> | undefined;

/** The deployed stack with a zone of its own. */
async function withZone(): Promise<Deployment> {
  zoned ??= deployZone();
  return (await zoned).copy();
}

async function deployZone(): Promise<Deployment> {
  const { deployment } = await deployedDevStack();
  const stack = deployment
    .copy()
    .edit((settings) => settings.setIn(["config", "ladder:domain"], "example.dev"));
  const update = await stack.up();
  expect(update.exitCode, update.stdout).to.equal(0);
  return stack;
}

interface Case {
  readonly title: string;
  readonly edit: (settings: Document) => void;
  readonly says: string;
}

const cases: readonly Case[] = [
  {
    title: "another region",
    edit: (settings) => settings.setIn(["config", "aws:region"], "eu-west-1"),
    says: "aws:region: cannot change in a deployed stack; got eu-west-1; allowed us-east-1; another region is another stack",
  },
  {
    title: "another network range",
    edit: (settings) => settings.setIn(["config", "ladder:network", "cidr"], "10.99.0.0/16"),
    says: "network.cidr: cannot change in a deployed stack; got 10.99.0.0/16; allowed 10.20.0.0/16",
  },
  {
    title: "no domain",
    edit: (settings) => settings.deleteIn(["config", "ladder:domain"]),
    says: "domain: the stack has its own zone of example.dev; got nothing; allowed example.dev; to leave that zone: pulumi state delete",
  },
  {
    title: "another domain",
    edit: (settings) => settings.setIn(["config", "ladder:domain"], "example.org"),
    says: "domain: the stack has its own zone of example.dev; got example.org; allowed example.dev",
  },
  {
    title: "another zone",
    edit: (settings) => settings.setIn(["config", "ladder:zoneId"], "Z0123456789ABCDEFGHIJ"),
    says: "zoneId: the stack has its own zone of example.dev; got Z0123456789ABCDEFGHIJ; allowed no zoneId",
  },
  {
    title: "smaller disks",
    edit: (settings) => {
      settings.setIn(["config", "ladder:box", "dataGb"], 10);
      settings.setIn(["config", "ladder:box", "rootGb"], 12);
    },
    says: "box.dataGb: a volume cannot shrink; got 10; allowed at least 20; put it back\nbox.rootGb: a volume cannot shrink",
  },
];

describe("engine: a deployed stack", () => {
  for (const { title, edit, says } of cases) {
    it(`refuses ${title} before anything is registered, also without a preview`, async () => {
      const stack = (await withZone()).edit(edit);
      const before = await stack.resources();
      const update = await stack.up();
      expect(update.exitCode).to.not.equal(0);
      expect(update.stdout.replaceAll(/\n {4,}/g, "\n")).to.include(says);
      expect(update.calls).to.deep.equal([]);
      expect(await stack.resources()).to.deep.equal(before);
    });
  }

  it("moves to another zone by the steps of docs/operate.md; the old zone answers on", async () => {
    const stack = await withZone();
    const before = await stack.resources();
    const records = Object.keys(before).filter((key) => key.startsWith(record));
    const urn = `urn:pulumi:dev::ladder::${zone}::zone`;
    const commands = [
      ["state", "unprotect", "--yes", urn],
      ["state", "delete", "--yes", "--target-dependents", urn],
    ];
    for (const command of commands) {
      const { exitCode, stdout, stderr } = await stack.stateCommand(...command);
      expect(exitCode, stdout + stderr).to.equal(0);
    }
    const update = await stack
      .edit((settings) => settings.setIn(["config", "ladder:zoneId"], "Z0123456789ABCDEFGHIJ"))
      .up();
    expect(update.exitCode, update.stdout).to.equal(0);
    expect(new Set(update.calls.map(({ operation, type }) => `${operation} ${type}`))).to.deep.equal(
      new Set([`create ${record}`]),
    );
    expect(update.calls.length).to.equal(records.length);
  });
});
