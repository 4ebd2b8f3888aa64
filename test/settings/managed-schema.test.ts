import { expect } from "chai";
import { checkSettings } from "../../settings/check";
import { problemsOf, withApp } from "./problems-of";
import { managedDefaults } from "./managed-defaults";

/** Path of a setting, a value it refuses, what is allowed. */
const refused: readonly (readonly [path: string, value: unknown, line: string])[] = [
  ["database", "aurora", 'got "aurora"; allowed auto, box, rds'],
  ["rds.class", "db.m6i.large", 'got "db.m6i.large"; allowed db.t4g.micro, db.t4g.small'],
  ["rds.storageGb", 19, "got 19; allowed a whole number from 20 to 65536"],
  ["rds.storageGb", 20.5, "got 20.5; allowed a whole number from 20 to 65536"],
  ["rds.maxStorageGb", 65537, "got 65537; allowed a whole number from 20 to 65536"],
  ["rds.multiAz", "yes", 'got "yes"; allowed true or false'],
  ["rds.backupDays", 0, "got 0; allowed a whole number from 1 to 35"],
  ["rds.backupDays", 36, "got 36; allowed a whole number from 1 to 35"],
  ["elasticache.node", "cache.t3.micro", 'got "cache.t3.micro"; allowed cache.t4g.micro'],
  ["elasticache.replicas", 3, "got 3; allowed a whole number from 0 to 2"],
  ["elasticache.snapshotDays", -1, "got -1; allowed a whole number from 0 to 35"],
  ["beanstalk.instance", "t3.micro", 'got "t3.micro"; allowed '],
  ["beanstalk.max", 21, "got 21; allowed a whole number from 1 to 20"],
  ["beanstalk.updates", "blue-green", 'got "blue-green"; allowed rolling, immutable'],
  ["beanstalk.platformUpdates", "Sun:24:00", 'got "Sun:24:00"; allowed a day and time such as Sun:04:00'],
  ["beanstalk.logDays", 8, "got 8; allowed 1, 3, 5, 7, 14, 30"],
  ["fargate.spotPercent", 101, "got 101; allowed a whole number from 0 to 100"],
  ["fargate.network", "private", 'got "private"; allowed public, nat, endpoints'],
  ["fargate.logDays", 0, "got 0; allowed 1, 3, 5, 7, 14, 30"],
];

function at(path: string, value: unknown): object {
  return path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;
}

describe("settings of what AWS manages", () => {
  for (const [path, value, line] of refused)
    it(`refuse ${path}: ${JSON.stringify(value)} with what is allowed`, () => {
      const [first, ...others] = problemsOf(withApp({}, at(path, value)));
      expect(first).to.match(new RegExp(`^${path.replaceAll(".", "\\.")}: `));
      expect(first).to.include(line);
      expect(others).to.deep.equal([]);
    });

  it("name the setting that was meant by a misspelt one", () => {
    const lines = ["rds.clas", "elasticache.replica", "fargate.spotPercents", "beanstalk.platformUpdate"].map(
      (path) => problemsOf(withApp({}, at(path, 1)))[0],
    );
    expect(lines).to.deep.equal([
      "rds.clas: unknown setting; did you mean class?",
      "elasticache.replica: unknown setting; did you mean replicas?",
      "fargate.spotPercents: unknown setting; did you mean spotPercent?",
      "beanstalk.platformUpdate: unknown setting; did you mean platformUpdates?",
    ]);
  });

  it("are the cheapest that work, when nothing is set", () => {
    const { rds, elasticache, beanstalk, fargate, database } = checkSettings(withApp({}));
    expect({ rds, elasticache, beanstalk, fargate, database }).to.deep.equal({
      database: "auto",
      ...managedDefaults,
    });
  });
});
