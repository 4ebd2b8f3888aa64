import { expect } from "chai";
import { bundleDocument } from "../../box/bundle-document";
import type { Box } from "../../rig/box";
import { rig } from "../../rig/rig";
import { sharedBox } from "./shared-box";
import { bundleOf } from "../../rig/stack-bundle";
import { portfolio, withApp } from "../../rig/stacks";

interface Fault {
  /** What of the bundle's text arrives; nothing when the object is gone. */
  readonly damage: (bundle: string) => string | undefined;
  readonly says: string;
}

const values = {
  address: "192.0.2.1",
  region: "us-east-1",
  bucket: "none",
  backupBucket: "none",
  images: {},
};
const escaping = bundleDocument({ "box.json": "{}", "../../../etc/ladder/escaped": "escaped" }, values);

const faults: Readonly<Record<string, Fault>> = {
  "that was cut short": {
    damage: (bundle) => bundle.slice(0, bundle.length / 2),
    says: "bundle/bundle.json is not a bundle: Unterminated string",
  },
  "that is empty": { damage: () => "", says: "bundle/bundle.json is not a bundle: Expecting value" },
  "that is another document": {
    damage: () => '{"files": ["compose.yaml"], "version": 1}',
    says: "bundle/bundle.json is not a bundle: it has no version and files",
  },
  "with a changed file": {
    damage: (bundle) => bundle.replace("Damaged", "Tampered"),
    says: "compose.yaml does not match its checksum",
  },
  "with a file less": {
    damage: (bundle) => {
      const { version, files } = JSON.parse(bundle) as { version: string; files: Record<string, unknown> };
      return JSON.stringify({ version, files: { ...files, "compose.yaml": undefined } });
    },
    says: "the files do not match the bundle's version",
  },
  "with a path that leaves its folder": {
    damage: () => escaping,
    says: "../../../etc/ladder/escaped points outside the bundle",
  },
  "that is huge": {
    damage: (bundle) => " ".repeat(60_000_000) + bundle,
    says: "bundle/bundle.json is larger than 20 MB",
  },
  "that is not there": { damage: () => undefined, says: "bundle/bundle.json cannot be read" },
};

describe("a bundle", () => {
  let box: Box;
  let version: string | undefined;
  let good: string;

  const containers = () => box.exec("docker ps -q --no-trunc | sort");

  before(async () => {
    box = await sharedBox();
    version = (await box.result())?.version;
    good = await bundleOf(withApp(portfolio, "todo", { env: { APP_TITLE: "Damaged" } }), box.address);
  });

  for (const [name, { damage, says }] of Object.entries(faults)) {
    it(`${name} is not taken: it says why in one sentence, and the old one serves on`, async () => {
      const before = await containers();
      const text = damage(good);
      if (text === undefined) await rig().cloud.removeObject("bundle/bundle.json");
      else await box.publish(text);
      const began = await box.exec("date +%s.%N");
      expect((await box.try("systemctl start ladder-update")).status).to.equal(1);
      const said = await box.exec(
        `journalctl -u ladder-update --since @${began} --no-pager --output cat | grep -v -e systemd -e ladder-update`,
      );
      expect(said.split("\n").filter((line) => line.startsWith("unpack: "))).to.have.length(1);
      expect(said).to.include(says);
      expect(said).not.to.include("Traceback");
      expect((await box.result())?.version).to.equal(version);
      expect(await containers()).to.equal(before);
      expect((await box.ask({ host: box.host("todo") })).body).to.include("<title>Todo</title>");
      expect(await box.exec("ls -A /etc/ladder | grep escaped || true")).to.equal("");
    });
  }

  it("that is whole again is taken", async () => {
    expect((await box.take(good)).error).to.equal("");
    expect((await box.ask({ host: box.host("todo") })).body).to.include("<title>Damaged</title>");
  });
});
