import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { caddyfile } from "../../box/caddy/caddyfile";
import type { Service } from "../../box/compose/service";
import { composeFile } from "../../box/compose/compose-file";
import { differences, localFiles, type LocalService, type Ports } from "../../local/differences";
import { localPlan } from "../../local/local-plan";
import { localProject } from "../../local/project";
import { samplePlan } from "../box/sample-plan";

const project = { ...localProject("dev"), folder: "/home/me/.ladder/local/dev" };
const standard = { http: 80, https: 443 };
const plan = localPlan(samplePlan());

function files(ports: Ports = standard) {
  return localFiles(plan, project, ports, { site: "/home/me/site" });
}

function services<Kind>(text: string): Readonly<Record<string, Kind>> {
  return (parse(text) as { services: Record<string, Kind> }).services;
}

/** `old -> new` of every line that differs, in order. */
function changedLines(box: string, here: string): readonly string[] {
  const [one, other] = [box.split("\n"), here.split("\n")];
  const gone = one.filter((line) => !other.includes(line)).map((line) => `- ${line.trim()}`);
  return [...gone, ...other.filter((line) => !one.includes(line)).map((line) => `+ ${line.trim()}`)];
}

describe("the stack on the user's machine", () => {
  it("has the box's services with nothing changed but ports, mounts, env files and PostgreSQL's folder", () => {
    const changed = ["ports", "volumes", "env_file", "environment"];
    const rest = (service: object) => Object.entries(service).filter(([name]) => !changed.includes(name));
    const variables = ({ environment = {} }: { environment?: object }) =>
      Object.entries(environment).filter(([name]) => name !== "PGDATA");
    const box = services<Service>(composeFile(plan));
    const here = services<LocalService>(files().compose);
    const names = Object.keys(box);
    const compared = (file: Readonly<Record<string, object>>) =>
      names.map((name) => [name, rest(file[name] ?? {}), variables(file[name] ?? {})]);
    expect(compared(here)).to.deep.equal(compared(box));
  });

  it("mounts files of its own folder, the folders of sites, and named volumes that Compose cannot remove", () => {
    const { caddy, postgres, todo } = services<LocalService>(files().compose);
    const mounts = (service?: LocalService) =>
      service?.volumes.map(({ source, target }) => `${source} ${target}`);
    expect([mounts(caddy), mounts(postgres), mounts(todo)]).to.deep.equal([
      [
        "/home/me/.ladder/local/dev/caddy /etc/caddy",
        "/home/me/.ladder/local/dev/basic-auth /etc/basic-auth",
        "/home/me/site /srv/static/site",
        "caddy.data /data",
        "caddy.config /config",
      ],
      ["postgres.17 /var/lib/postgresql/data"],
      ["/home/me/.ladder/local/dev/busybox /.ladder/busybox", "apps.todo.uploads /app/uploads"],
    ]);
    expect((parse(files().compose) as { volumes: unknown }).volumes).to.deep.include({
      "postgres.17": { external: true, name: "ladder-dev-local_postgres.17" },
    });
    expect(todo?.env_file).to.deep.equal(["/home/me/.ladder/local/dev/secrets/todo.env"]);
  });

  it("publishes the chosen ports on the loopback address only", () => {
    const { caddy } = services<LocalService>(files({ http: 8080, https: 8443 }).compose);
    expect(caddy?.ports).to.deep.equal([
      "127.0.0.1:8080:8080",
      "127.0.0.1:8443:8443",
      "127.0.0.1:8443:8443/udp",
    ]);
  });

  it("changes these lines of the Caddyfile and no others", () => {
    expect(changedLines(caddyfile(plan), files({ http: 8080, https: 8443 }).caddyfile)).to.deep.equal([
      "- auto_https off",
      "- http://todo.{$HOST_SUFFIX} {",
      "- http://shop.{$HOST_SUFFIX} {",
      "- http://site.{$HOST_SUFFIX} {",
      "- root /srv/static/site/0123456789abcdef",
      "+ http_port 8080",
      "+ https_port 8443",
      "+ auto_https disable_redirects",
      "+ local_certs",
      "+ skip_install_trust",
      "+ http://todo.{$HOST_SUFFIX}, https://todo.{$HOST_SUFFIX} {",
      "+ http://shop.{$HOST_SUFFIX}, https://shop.{$HOST_SUFFIX} {",
      "+ http://site.{$HOST_SUFFIX}, https://site.{$HOST_SUFFIX} {",
      "+ root /srv/static/site",
    ]);
    expect(files().caddyfile).to.not.include("http_port");
  });

  it("is described in docs/local.md, difference by difference", () => {
    const text = readFileSync("docs/local.md", "utf8");
    const listed = text.slice(text.indexOf("<!-- differences -->")).matchAll(/^- (.+)$/gm);
    expect([...listed].map((match) => match[1])).to.deep.equal(differences);
  });
});
