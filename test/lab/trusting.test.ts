import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { withTrust } from "../../lab/beanstalk/trusting";

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly { readonly target: string }[];
}

const read = (text: string | undefined) =>
  (parse(text ?? "") as { services: Readonly<Record<string, Service>> }).services;

describe("a source bundle of the lab's Beanstalk", () => {
  const text = readFileSync("test/golden/beanstalk-bundle/balanced/docker-compose.yml", "utf8");
  const files = withTrust({ "docker-compose.yml": text, "box.json": "{}" });
  const [before, after] = [read(text), read(files["docker-compose.yml"])];

  it("lets apps trust the lab's servers, and keeps all else", () => {
    const { todo: was } = before;
    const { todo } = after;
    const added = {
      ...{ type: "bind", source: "/etc/ladder-lab/authorities.crt", target: "/run/lab-authorities.crt" },
      ...{ read_only: true, bind: { create_host_path: false } },
    };
    expect(todo).to.deep.equal({
      ...was,
      environment: { NODE_EXTRA_CA_CERTS: "/run/lab-authorities.crt", ...was?.environment },
      volumes: [...(was?.volumes ?? []), added],
    });
    expect(files["box.json"]).to.equal("{}");
  });

  it("leaves what is no app as it is", () => {
    expect(after["caddy"]).to.deep.equal(before["caddy"]);
  });

  it("quotes every string as before, for Compose reads a bare `no` as false", () => {
    const quoted = files["docker-compose.yml"] ?? "";
    expect(quoted).to.include('    restart: "no"\n');
    expect(text).to.include('    restart: "no"\n');
    expect(quoted.match(/restart: (?!")/g)).to.equal(null);
  });
});
