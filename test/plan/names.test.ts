import { expect } from "chai";
import fc from "fast-check";
import {
  appParameter,
  bucketPrefix,
  databaseName,
  distributionComment,
  fileSystemToken,
  nameLimits,
  privateZone,
  repositoryName,
  shorten,
  slug,
} from "../../plan/names";

const appNames = fc.stringMatching(/^[a-z](-?[a-z0-9]){0,20}$/).filter((name) => name.length <= 40);
const stackNames = fc.stringMatching(/^[A-Za-z0-9_.-]{1,100}$/);

describe("names", () => {
  it("writes the names people meet", () => {
    expect(bucketPrefix("dev", "backups")).to.equal("ladder-dev-backups-");
    expect(repositoryName("dev")).to.equal("ladder/dev");
    expect(appParameter("dev", "todo", "API_KEY")).to.equal("/ladder/dev/apps/todo/API_KEY");
    expect(databaseName("my-app")).to.equal("app_my_app");
  });

  it("keeps every physical name within its limit for any stack name", () => {
    fc.assert(
      fc.property(stackNames, (stack) => {
        for (const role of ["bundles", "uploads", "backups"]) {
          const prefix = bucketPrefix(stack, role);
          expect(prefix.length).to.be.at.most(nameLimits.bucketPrefix);
          expect(prefix).to.match(/^[a-z0-9][a-z0-9-]*-$/);
        }
        expect(repositoryName(stack)).to.match(/^ladder\/[a-z0-9]+([-_.]?[a-z0-9]+)*$/);
      }),
    );
  });

  it("gives different stacks different names, also when characters are replaced or cut", () => {
    fc.assert(
      fc.property(stackNames, stackNames, (a, b) => {
        fc.pre(a !== b);
        expect(slug(a)).to.not.equal(slug(b));
        expect(bucketPrefix(a, "backups")).to.not.equal(bucketPrefix(b, "backups"));
      }),
    );
  });

  it("gives every app its own database within PostgreSQL's limit", () => {
    fc.assert(
      fc.property(fc.uniqueArray(appNames, { maxLength: 50 }), (apps) => {
        const databases = apps.map(databaseName);
        expect(new Set(databases).size).to.equal(apps.length);
        for (const name of databases) expect(name.length).to.be.at.most(nameLimits.postgresIdentifier);
      }),
    );
  });

  it("keeps names of what AWS runs within their limits for any stack name", () => {
    fc.assert(
      fc.property(stackNames, appNames, (stack, app) => {
        expect(fileSystemToken(stack).length).to.be.at.most(nameLimits.fileSystemToken);
        expect(privateZone(stack)).to.match(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.internal$/);
        expect(distributionComment(stack, app).length).to.be.at.most(nameLimits.distributionComment);
      }),
    );
    expect(privateZone("s".repeat(100))).to.equal(`${"s".repeat(54)}-4f431567.internal`);
    expect(fileSystemToken("dev")).to.equal("ladder-dev-files");
    expect(distributionComment("dev", "docs")).to.equal("ladder dev docs");
    expect(distributionComment("dev")).to.equal("ladder dev");
  });

  it("shortens with a stable hash", () => {
    expect(shorten("a".repeat(50), 20)).to.equal("aaaaaaaaaaa-160b4e43");
    expect(shorten("short", 20)).to.equal("short");
  });
});
