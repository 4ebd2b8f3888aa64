import { expect } from "chai";
import { readStack } from "../../settings/read-stack";
import { problemsOf, withApp } from "./problems-of";
import { temporaryFolder } from "./temporary-folder";

const offsite = { endpoint: "https://s3.eu-central-003.backblazeb2.com", bucket: "copies" };
const key = { ACCESS_KEY_ID: "a", SECRET_ACCESS_KEY: "b" };
const problems = (backups: object, _offsite: object = key) =>
  problemsOf(withApp({}, { backups, secrets: { _offsite } }), { stack: "prod" });

describe("Settings of off-site copies", () => {
  it("are an address and a bucket, and the key among the secrets", () => {
    expect(problems({ offsite })).to.deep.equal([]);
  });

  it("give the exact command for a part of the key that is missing", () => {
    expect(problems({ offsite }, { ACCESS_KEY_ID: "a" })).to.deep.equal([
      "secrets._offsite.SECRET_ACCESS_KEY: no value; pulumi config set --secret --path 'ladder:secrets._offsite.SECRET_ACCESS_KEY' -s prod",
    ]);
  });

  it("know no other secrets", () => {
    expect(problems({ offsite }, { ...key, SECRET_KEY: "c" })).to.deep.equal([
      "secrets._offsite.SECRET_KEY: backups.offsite has no such secret; allowed ACCESS_KEY_ID, SECRET_ACCESS_KEY",
    ]);
  });

  it("refuse an address without encryption, with a path, or of nothing", () => {
    for (const endpoint of ["http://store.example.com", "https://store.example.com/bucket", "https://"])
      expect(problems({ offsite: { ...offsite, endpoint } }), endpoint).to.deep.equal([
        `backups.offsite.endpoint: wrong format; got "${endpoint}"; allowed an address such as https://s3.eu-central-003.backblazeb2.com, with https and without a path`,
      ]);
  });

  it("need nightly backups to copy", () => {
    expect(problems({ offsite, nightly: 0 })).to.deep.equal([
      "backups.nightly: backups.offsite copies nightly backups, and there are none; got 0; allowed at least 1",
    ]);
  });

  it("let a stack be looked at before its key has a value, which is named", () => {
    const file = `config:
  aws:region: us-east-1
  ladder:apps: [{ name: shop, image: "a:1", port: 80 }]
  ladder:backups: { offsite: { endpoint: "https://store.example.com", bucket: copies } }
`;
    const { settings, unsetSecrets } = readStack(temporaryFolder({ "Pulumi.dev.yaml": file }), "dev");
    expect(unsetSecrets).to.deep.equal([
      "secrets._offsite.ACCESS_KEY_ID",
      "secrets._offsite.SECRET_ACCESS_KEY",
    ]);
    expect(settings.backups.offsite).to.deep.equal({
      endpoint: "https://store.example.com",
      bucket: "copies",
      region: "us-east-1",
      keep: 7,
    });
  });
});
