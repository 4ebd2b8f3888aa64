import { expect } from "chai";
import { labLabel } from "../../lab/machinery";
import { output } from "../../rig/command";
import { lab } from "./ladder-lab";
import { labDown, labSays, labUp } from "./running-lab";

const served = "todo.lab.test  200";

describe("A lab whose box is stopped, started and recovered while a visitor writes", () => {
  before(() => labUp());
  after(labDown);

  it("has every acknowledged write after a stop and a start, at the same address, with the same disks", async () => {
    const [address, kept, boot] = [await boxAddress(), await lasting(), await bootTime()];
    expect(await labSays("box", "stop")).to.match(
      /^The box is stopped, its volume and address are kept[.] [1-9]\d+ writes were acknowledged until then[.]\n/,
    );
    expect(await labSays("status")).to.include(` at ${address}: stopped\n`);
    expect(await refusal("box", "recover")).to.equal(
      "The box is stopped: `npm run lab -- box start` boots it again.\n",
    );
    const started = await labSays("box", "start");
    expect(started).to.match(
      /^The box serves again[.]\n[1-9]\d+ writes were acknowledged before it was stopped; not there exactly once: 0[.]\n$/,
    );
    console.log(started);
    expect(await boxAddress()).to.equal(address);
    expect(await lasting()).to.equal(kept);
    expect(await bootTime()).not.to.equal(boot);
    expect(await labSays("status")).to.include(served);
  });

  it("has every acknowledged write after a power cut, on hardware that takes its disks and its address over", async () => {
    const [address, kept, boot] = [await boxAddress(), await lasting(), await bootTime()];
    expect(await refusal("box", "start")).to.match(/^The box runs: /);
    const recovered = await labSays("box", "recover");
    expect(recovered).to.match(
      /^The box serves again, on other hardware[.]\n[1-9]\d+ writes were acknowledged; not there exactly once: 0[.]\n[1-9]\d* pages were read[.] Requests that failed meanwhile: [1-9]\d*[.]\nWithout an acknowledgement, as the visitor saw it: [\d.]+ s[.]\n$/,
    );
    console.log(recovered);
    expect(await boxAddress()).to.equal(address);
    expect(await lasting()).to.equal(kept);
    expect(await bootTime()).not.to.equal(boot);
    expect(await labSays("status")).to.include(served);
  });
});

async function refusal(...words: readonly string[]): Promise<string> {
  const { exitCode, stderr } = await lab(...words).ended;
  expect(exitCode).to.equal(1);
  return stderr;
}

async function boxAddress(): Promise<string> {
  return /^\S+ at (\S+): /m.exec(await labSays("status"))?.[1] ?? "none";
}

async function onBox(program: string): Promise<string> {
  const names = await output("docker", ["ps", "--filter", `label=${labLabel}`, "--format", "{{.Names}}"]);
  const box = names.split("\n").find((name) => name.includes("-i-")) ?? "";
  return output("docker", ["exec", box, "bash", "-ec", program]);
}

/** The volume's file system, the machine's id, and when its user data ran. */
function lasting(): Promise<string> {
  return onBox(`blkid -p -s UUID -o value $(findmnt -no SOURCE /data)
    cat /var/lib/cloud/data/instance-id
    stat -c %y /etc/ladder/box.env /var/lib/cloud/instance/sem/config_scripts_user`);
}

function bootTime(): Promise<string> {
  return onBox("systemctl show --property UserspaceTimestamp");
}
