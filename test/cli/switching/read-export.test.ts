import { expect } from "chai";
import { deployedFromExport } from "../../../cli/switching/read-export";
import { UserMistake } from "../../../cli/run-command";
import { assumedResources } from "../../../plan/switching/assumed";
import { StateError } from "../../../settings/state-error";

const urn = (type: string, name: string) => `urn:pulumi:prod::ladder::${type}::${name}`;
const own = { project: "ladder", stack: "prod" };

/** A stack on beanstalk as Pulumi exports it. */
const text = JSON.stringify({
  version: 3,
  deployment: {
    resources: [
      {
        urn: urn("pulumi:pulumi:Stack", "ladder-prod"),
        type: "pulumi:pulumi:Stack",
        outputs: { tier: "beanstalk" },
        created: "2026-11-20T14:03:12.123456789Z",
      },
      ...assumedResources("beanstalk", "auto").map((one) => ({ ...one, urn: urn(one.type, one.name) })),
    ],
  },
});

const read = (content: string, owner = own) => deployedFromExport("state.json", content, owner);

/** The export with one piece of its text replaced. */
const changed = (from: string, to: string) => () => read(text.replaceAll(from, to));

describe("An export of Pulumi's", () => {
  it("is read where it is the stack's own, however the service names the stack", () => {
    expect(read(text).outputs).to.deep.equal({ tier: "beanstalk" });
    expect(read(text, { ...own, stack: "acme/ladder/prod" })).to.deep.equal(read(text));
  });

  it("is not another stack's, and not another project's", () => {
    expect(() => read(text, { ...own, stack: "dev" })).to.throw(
      UserMistake,
      /^state\.json has the stack prod, not dev: add --stack prod$/,
    );
    expect(changed("prod::ladder::", "prod::website::")).to.throw(
      UserMistake,
      /^state\.json has a stack of the project website, not of ladder$/,
    );
  });

  it("is refused in one sentence, with the place, where it is damaged", () => {
    expect(changed('"removed":{}', '"removed":null')).to.throw(
      StateError,
      /^What the stack remembers is damaged, or written by another version of Ladder: last-success\.removed: .*\. Nothing was touched\./,
    );
    expect(changed('"at":"rds"', '"at":"moon"')).to.throw(StateError, /: data-home: /);
    expect(changed('{"tier":"beanstalk"}', '{"tier":"kubernetes"}')).to.throw(
      StateError,
      /: the output tier: /,
    );
    expect(changed("2026-11-20T14:03:12.123456789Z", "yesterday")).to.throw(
      UserMistake,
      /^state\.json is not the output of `pulumi stack export` \(deployment\.resources\.0\.created: .*\)$/,
    );
  });
});
