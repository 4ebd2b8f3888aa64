import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { checkSettings } from "../../settings/check";
import { folderDigest } from "../../settings/folder-digest";
import { readFolders } from "../../settings/folders";
import { linesOf } from "./problems-of";
import { temporaryFolder } from "./temporary-folder";

const files = { Dockerfile: "FROM scratch\n", "src/app.js": "1", "src/lib.js": "2" };
const digest = (more: Readonly<Record<string, string>> = {}) =>
  folderDigest(temporaryFolder({ ...files, ...more }));

describe("folderDigest", () => {
  it("is the same for the same files, whatever the folder and the order of writing", () => {
    const reversed = Object.fromEntries(Object.entries(files).toReversed());
    expect(folderDigest(temporaryFolder(reversed))).to.equal(digest());
    expect(digest()).to.equal("440a9530e6c82801");
  });

  it("changes with a byte, a name, and the line between two files", () => {
    const changed = [
      digest({ "src/app.js": "x" }),
      digest({ "src/new.js": "" }),
      digest({ "src/app.js": "", "src/lib.js": "12" }),
      digest(),
    ];
    expect(new Set(changed).size).to.equal(changed.length);
  });

  it("changes with the execute bit, and not with other modes or times", () => {
    const folder = temporaryFolder(files);
    chmodSync(join(folder, "src/app.js"), 0o600);
    expect(folderDigest(folder)).to.equal(digest());
    chmodSync(join(folder, "src/app.js"), 0o755);
    expect(folderDigest(folder)).to.not.equal(digest());
  });

  it("passes over what .dockerignore leaves out, and over empty folders", () => {
    const ignore = { ".dockerignore": "node_modules\n*.log\n!keep.log\nDockerfile\n" };
    const plain = digest(ignore);
    expect(digest({ ...ignore, "node_modules/a/index.js": "x", "b.log": "x" })).to.equal(plain);
    expect(digest({ ...ignore, "keep.log": "x" })).to.not.equal(plain);
    expect(digest({ ...ignore, Dockerfile: "FROM other\n" })).to.not.equal(plain);
    const folder = temporaryFolder({ ...files, ...ignore });
    mkdirSync(join(folder, "empty"));
    expect(folderDigest(folder)).to.equal(plain);
  });

  it("looks into an ignored folder for the exceptions", () => {
    const ignore = { ".dockerignore": "data\n!data/keep.txt\n" };
    expect(digest({ ...ignore, "data/keep.txt": "1" })).to.not.equal(
      digest({ ...ignore, "data/keep.txt": "2" }),
    );
  });

  it("prefers the ignore file that carries the Dockerfile's name", () => {
    const ignore = { "Dockerfile.dockerignore": "a.txt\n", ".dockerignore": "b.txt\n" };
    expect(digest({ ...ignore, "a.txt": "1" })).to.equal(digest({ ...ignore, "a.txt": "2" }));
    expect(digest({ ...ignore, "b.txt": "1" })).to.not.equal(digest({ ...ignore, "b.txt": "2" }));
  });

  it("counts every file of a static site, .dockerignore or not", () => {
    const site = (text: string) =>
      temporaryFolder({ "index.html": "", ".dockerignore": "a.txt", "a.txt": text });
    expect(folderDigest(site("1"), "static")).to.not.equal(folderDigest(site("2"), "static"));
  });

  it("takes a link inside the folder for the link it is", () => {
    const folder = temporaryFolder(files);
    symlinkSync("app.js", join(folder, "src/link.js"));
    const other = temporaryFolder(files);
    symlinkSync("lib.js", join(other, "src/link.js"));
    expect(folderDigest(folder)).to.not.equal(folderDigest(other));
    const copy = join(temporaryFolder({}), "copy");
    cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
    expect(folderDigest(copy)).to.equal(folderDigest(folder));
  });
});

describe("readFolders", () => {
  const settings = checkSettings({
    apps: [
      { name: "image", image: "a:1", port: 1 },
      { name: "todo", build: "todo", port: 1 },
      { name: "worker", build: "./todo" },
      { name: "site", static: "site" },
    ],
  });

  it("gives the digest of each app with a folder", () => {
    const folder = temporaryFolder({ "todo/Dockerfile": "FROM scratch\n", "site/index.html": "hello" });
    const todo = folderDigest(join(folder, "todo"));
    const site = folderDigest(join(folder, "site"), "static");
    expect(readFolders(settings, folder)).to.deep.equal({ todo, worker: todo, site });
  });

  it("names the setting of every folder that cannot be used", () => {
    const folder = temporaryFolder({ "todo/readme": "", site: "a file" });
    expect(linesOf(() => readFolders(settings, folder))).to.deep.equal([
      `apps[1].build: the folder has no Dockerfile; got ${folder}/todo`,
      `apps[2].build: the folder has no Dockerfile; got ${folder}/todo`,
      `apps[3].static: no such folder; got ${folder}/site`,
    ]);
  });

  it("refuses links that lead out of the folder or nowhere, and what is no file", () => {
    const folder = temporaryFolder({ "todo/Dockerfile": "", "site/index.html": "", "secret.txt": "x" });
    symlinkSync("../secret.txt", join(folder, "site/out.txt"));
    symlinkSync("gone.txt", join(folder, "site/gone.txt"));
    execFileSync("mkfifo", [join(folder, "site/pipe")]);
    expect(linesOf(() => readFolders(settings, folder)).toSorted()).to.deep.equal([
      "apps[3].static: a link that leads out of the folder; got out.txt; remove it from the folder",
      "apps[3].static: a link to nothing; got gone.txt; remove it from the folder",
      "apps[3].static: not a file, folder or link; got pipe; remove it from the folder",
    ]);
  });

  it("leaves links alone that .dockerignore leaves out", () => {
    const folder = temporaryFolder({
      "todo/Dockerfile": "",
      "todo/.dockerignore": ".venv\n",
      "site/index.html": "",
    });
    mkdirSync(join(folder, "todo/.venv"));
    symlinkSync("/usr/bin/env", join(folder, "todo/.venv/python"));
    writeFileSync(join(folder, "todo/.venv/other"), "");
    expect(Object.keys(readFolders(settings, folder))).to.deep.equal(["todo", "worker", "site"]);
  });
});
