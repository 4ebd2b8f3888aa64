import { expect } from "chai";
import { joinFile } from "../../joining/join-file";
import type { FileKind } from "../../joining/file-kind";
import type { Joined } from "../../joining/joined";
import type { Place } from "../../joining/place";

/** A folder with a Dockerfile and these files. */
function placeOf(files: Readonly<Record<string, string>> = {}): Place {
  const all: Readonly<Record<string, string>> = { Dockerfile: "FROM x", ...files };
  return {
    name: "mine",
    read: (path) => all[path],
    kindOf: (path) => {
      if (all[path] !== undefined) return "file";
      return Object.keys(all).some((file) => file.startsWith(`${path}/`)) ? "folder" : undefined;
    },
    fromProject: (path) => path,
  };
}

function joined(kind: FileKind, file: string, text: string, place = placeOf()): Joined {
  return joinFile(text, { file, kind, place, profiles: [] });
}

describe("what of another platform's file does not map", () => {
  it("is told of a mount that cannot be a volume, and the others stay", () => {
    const mounts =
      '[[mounts]]\nsource="a"\ndestination="/etc"\n[[mounts]]\nsource="b"\ndestination="/data"\n';
    const [app] = joined("fly", "fly.toml", mounts).apps;
    expect(app?.settings.volumes).to.deep.equal([{ name: "b", path: "/data" }]);
    expect(app?.notes.filter((note) => note.startsWith("mounts: "))).to.have.length(1);
    expect(app?.notes.find((note) => note.startsWith("mounts: "))).to.match(/^mounts: "\/etc": left out: /);
  });

  it("is told of ports of a fly.toml beside the one that is served", () => {
    const services = "[http_service]\ninternal_port=8080\n[[services]]\ninternal_port=25\n";
    const [app] = joined("fly", "fly.toml", services).apps;
    expect(app?.settings.port).to.equal(8080);
    expect(app?.notes).to.include(
      'internal_port: "25" is not reached from outside; a stack answers HTTP and HTTPS only, one port an app',
    );
  });

  it("is told of lines of a Procfile that are no process, by number alone", () => {
    const { notes } = joined("procfile", "Procfile", "# ours\nweb: npm start\n\nclock npm --token s3cr3t\n");
    expect(notes.filter((note) => note.startsWith("line "))).to.deep.equal([
      "line 4 is no process (name: command), ignored",
    ]);
  });

  it("is told of what a railway.json builds with, of its environments and of a path nobody can ask", () => {
    const file = {
      $schema: "x",
      build: { builder: "NIXPACKS", buildCommand: "make" },
      deploy: { healthcheckPath: "not a path" },
      environments: { production: { deploy: { startCommand: "run" } } },
    };
    const { notes, apps } = joined("railway", "railway.json", JSON.stringify(file));
    expect(notes.slice(1)).to.deep.equal([
      "build.buildCommand: not passed on; write it into the Dockerfile",
      "environments: what they have of their own is not taken; make a stack file for each",
    ]);
    expect(apps[0]?.notes).to.include(
      'healthcheckPath: "not a path" is no path that can be asked; write health: yourself',
    );
  });

  it("is refused where it is a second document of a Compose file", () => {
    const text = "services: { a: { image: 'x:1' } }\n---\nservices: { b: { image: 'y:1' } }\n";
    expect(() => joined("compose", "compose.yml", text)).to.throw(
      "compose.yml:2:1: several documents, with --- between; put them into one, or import each as a file of its own",
    );
  });

  it("is told of variables without a value outside of the environment, also when nothing is left", () => {
    const web = "services: { web: { image: '${IMG:?which}', environment: { A: '${B}' }";
    const told =
      'service "web": image: IMG has no value: write it into .env beside the file and import again';
    expect(() => joined("compose", "compose.yml", `${web} } }`)).to.throw(told);
    const ports = "ports: ['${PORT}:3000'], volumes: ['${DATA}:/data']";
    expect(
      joined("compose", "compose.yml", `services: { web: { image: 'x:1', ${ports} } }`).notes,
    ).to.deep.equal([
      'service "web": ports: PORT has no value: write it into .env beside the file and import again',
      'service "web": volumes: DATA has no value: write it into .env beside the file and import again',
    ]);
  });

  it("is told of a profile that no service has, and of a service that does not run there", () => {
    const text =
      "services: { a: { image: 'x:1', deploy: { replicas: 0 } }, b: { image: 'y:1', profiles: [mail] } }";
    const read = { file: "compose.yml", kind: "compose", place: placeOf(), profiles: ["mali"] } as const;
    const { notes, apps } = joinFile(text, read);
    expect(notes).to.deep.equal(['--profile "mali": no service is of it; the file has "mail"']);
    expect(apps[0]?.notes).to.include(
      "scale: 0 in the file, where it does not run; here it would: take the app out, if it shall not",
    );
  });
});

describe("a switch of a Compose service that a variable fills in", () => {
  const service = (text: string) =>
    joined("compose", "compose.yml", `services: { web: { image: 'x:1', ${text} } }`).apps[0]?.settings;

  it("is on for true alone", () => {
    expect(service("privileged: '${P:-false}', read_only: '${R:-true}'")?.readOnly).to.equal(true);
    expect(() => service("privileged: '${P:-true}'")).to.throw("privileged: ");
  });
});

describe("a Compose service of a file in another folder", () => {
  const text = "services: { web: { extends: { file: common/base.yml, service: base } } }";
  const base = "extends: { file: ../more/top.yml, service: top }, env_file: [x.env, { path: y.env }]";
  const files = {
    "x.env": "X=wrong",
    "common/base.yml": `services: { base: { ${base}, build: ./app } }`,
    "./common/app/Dockerfile": "FROM x",
    "./common/x.env": "X=right",
    "./common/y.env": "Y=right",
    "more/top.yml":
      "services: { top: { ports: [80], volumes: ['./files:/files:ro', 'data:/data', '/srv/x:/x'] } }",
  };

  it("has its paths from that folder, and so has the one that it extends", () => {
    const [app] = joined("compose", "compose.yml", text, placeOf(files)).apps;
    expect(app?.settings.build).to.equal("./common/app");
    expect(app?.settings.env).to.deep.equal({ X: "right", Y: "right" });
    expect(app?.settings.volumes).to.deep.equal([
      { name: "files", path: "/files" },
      { name: "data", path: "/data" },
      { name: "x", path: "/x" },
    ]);
    expect(app?.notes.filter((note) => note.includes("starts empty"))).to.deep.equal([
      'volumes: "/files": starts empty: copy what is in "./more/files" there, or put it into the image',
      'volumes: "/data": starts empty: copy the files of the volume "data" there (docs/joining.md)',
      'volumes: "/x": starts empty: copy what is in "/srv/x" there',
    ]);
  });
});
