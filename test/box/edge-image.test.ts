import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import boxImages from "../../plan/data/box-images.json";

const root = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const dockerfile = read("box/edge/Dockerfile");

describe("The edge image", () => {
  it("is the stock image's Caddy with the limiter added", () => {
    const version = boxImages.caddy.split(":")[1];
    const named = [...dockerfile.matchAll(/caddy:([\d.]+)|build v([\d.]+)/g)].map(
      (match) => match[1] ?? match[2],
    );
    expect(named).to.deep.equal([version, version, version]);
  });

  it("is the Caddy that the rendered files are validated and tried with", () => {
    const tried = /caddyserver\/caddy\/v2 v(\S+)/.exec(read("scripts/tools/caddy/go.mod"))?.[1];
    expect(boxImages.caddy).to.equal(`caddy:${tried}`);
  });

  it("has the limiter that the rendered files are validated with", () => {
    const limiter = "github.com/mholt/caddy-ratelimit";
    const validated = new RegExp(`${limiter} (v\\S+)`).exec(read("scripts/tools/caddy/go.mod"));
    expect(dockerfile).to.include(`--with ${limiter}@${validated?.[1]} `);
  });
});
