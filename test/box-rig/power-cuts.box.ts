import { randomInt } from "node:crypto";
import { expect } from "chai";
import type { Box } from "./box";
import { deploy, sharedBox } from "./shared-box";
import { bundleOf, builtImages } from "./stack-bundle";
import { portfolio, withApp } from "./stacks";

const seed = Number(process.env["LADDER_RIG_SEED"] ?? randomInt(1_000_000));

/** The same seed gives the same moments. */
function* moments(): Generator<number> {
  let state = seed;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield (state / 2_147_483_648) * 10;
  }
}

describe(`a box whose power is cut while it applies a bundle (LADDER_RIG_SEED=${seed})`, () => {
  let box: Box;
  const moment = moments();

  before(async () => {
    box = await sharedBox();
    expect((await deploy(portfolio)).error).to.equal("");
  });

  /** Adds todos one after the other until the box stops answering; gives the titles that were acknowledged. */
  const writeUntilCut = async (round: number) => {
    const acknowledged: string[] = [];
    for (let count = 0; ; count += 1) {
      const title = `round ${round} row ${count}`;
      const answer = await box
        .ask({ host: box.host("todo"), path: "/api/todos", body: JSON.stringify({ title }) })
        .catch(() => undefined);
      if (answer?.status === 201) acknowledged.push(title);
      if (answer === undefined) return acknowledged;
    }
  };

  for (const round of [1, 2, 3]) {
    it(`serves the new bundle after cut ${round}, with every acknowledged row`, async () => {
      const seconds = moment.next().value as number;
      const title = `Cut ${round}`;
      const settings = withApp(portfolio, "todo", { env: { APP_TITLE: title } });
      const bundle = await bundleOf(settings, box.address, {
        ...builtImages(1),
        todo: `ladder-rig/todo:${1 + (round % 2)}`,
      });
      const rows = writeUntilCut(round);
      await box.publish(bundle);
      await box.exec("systemctl start --no-block ladder-update");
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      await box.cutPower();
      const acknowledged = await rows;
      await box.start();
      await box.serves(bundle);
      console.log(`    cut after ${seconds.toFixed(1)} s; ${acknowledged.length} rows acknowledged`);
      const kept = await box.exec(
        "docker exec ladder-postgres-1 psql -U postgres -d app_todo -Atc 'select title from todos'",
      );
      const found = new Set(kept.split("\n"));
      expect(acknowledged.filter((row) => !found.has(row))).to.deep.equal([]);
      expect((await box.ask({ host: box.host("todo") })).body).to.include(`<title>${title}</title>`);
    });
  }
});
