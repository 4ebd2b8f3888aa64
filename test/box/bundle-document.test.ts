import { expect } from "chai";
import fc from "fast-check";
import { bundleDocument } from "../../box/bundle-document";
import { bundleFiles } from "../../box/bundle-files";
import { loadStack } from "../../cli/load-stack";
import { expectGolden } from "../golden-file";
import { samplePlan, sampleValues } from "./sample-plan";

interface Bundle {
  readonly version: string;
  readonly files: Readonly<Record<string, { readonly content: string; readonly executable?: true }>>;
}

const read = (text: string) => JSON.parse(text) as Bundle;
const files = bundleFiles(samplePlan());

describe("The bundle", () => {
  it("is the same for the same plan", () => {
    expect(bundleFiles(samplePlan())).to.deep.equal(files);
  });

  it("has the golden configuration", () => {
    for (const path of ["compose.yaml", "caddy/Caddyfile", "box.json"])
      expectGolden(`bundle/${path}`, files[path] ?? "");
    expectGolden(
      "bundle/values.env",
      read(bundleDocument(files, sampleValues)).files["values.env"]?.content ?? "",
    );
  });

  it("marks programs as executable, and not the parts they share", () => {
    const { files: all } = read(bundleDocument(files, sampleValues));
    const executable = Object.keys(all).filter((path) => all[path]?.executable);
    expect(executable).to.deep.equal(
      "apply backup box-command box-service change-app check check-memory check-postgres check-room check-volumes close-passwords closed-apps compare-databases compare-descriptions copy-backups copy-database copy-databases describe-database disk-guard exclusively fetch load-version make-database-folder migrate migration-records move move-app passwords-in-use prepare-data pull-images record-data-home recover-postgres redis-users registry-password reload-caddy remember remove-apps remove-old report restore resume-apps roll send-figures states unpack update upgrade-postgres upload-wal verify wanted"
        .split(" ")
        .map((name) => `programs/${name}`),
    );
  });

  it("brings the timer of figures only to a box whose alarms ask for them", () => {
    const timer = "systemd/ladder-figures.timer";
    const { alerts } = loadStack({ stack: "dev", set: ["alerts.alarms=few"] }).plan;
    expect(Object.keys(bundleFiles(samplePlan()))).not.to.include(timer);
    expect(Object.keys(bundleFiles({ ...samplePlan(), alerts }))).to.include(timer);
  });

  it("has another version when any file or value changes", () => {
    const version = (values = sampleValues, all = files) => read(bundleDocument(all, values)).version;
    const versions = [
      version(),
      version({ ...sampleValues, address: "203.0.113.8" }),
      version(sampleValues, { ...files, "box.json": "{}" }),
      version(sampleValues, { ...files, "programs/new": "" }),
      read(bundleDocument(files, { ...sampleValues, secretVersions: "3" })).version,
    ];
    expect(new Set(versions).size).to.equal(versions.length);
  });

  it("does not depend on the order of files", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(Object.entries(files), { minLength: Object.keys(files).length }),
        (entries) => {
          expect(bundleDocument(Object.fromEntries(entries), sampleValues)).to.equal(
            bundleDocument(files, sampleValues),
          );
        },
      ),
      { numRuns: 20 },
    );
  });

  it("refuses a value that would mean something else to a shell or to Compose", () => {
    for (const bucket of ["a b", "a$b", "a\nB=c", 'a"b', ""]) {
      expect(() => bundleDocument(files, { ...sampleValues, bucket }), bucket).to.throw(RangeError, "BUCKET");
    }
  });
});
