import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import boxImages from "../../plan/data/box-images.json";

const root = join(__dirname, "../..");
const dockerfile = readFileSync(join(root, "box/edge/Dockerfile"), "utf8");

describe("The edge image", () => {
  it("is the stock image's Caddy with the limiter added", () => {
    const version = boxImages.caddy.split(":")[1];
    const named = [...dockerfile.matchAll(/caddy:([\d.]+)|build v([\d.]+)/g)].map(
      (match) => match[1] ?? match[2],
    );
    expect(named).to.deep.equal([version, version, version]);
  });

  it("has the limiter that the rendered files are validated with", () => {
    const limiter = "github.com/mholt/caddy-ratelimit";
    const validated = new RegExp(`${limiter} (v\\S+)`).exec(
      readFileSync(join(root, "scripts/tools/caddy/go.mod"), "utf8"),
    );
    expect(dockerfile).to.include(`--with ${limiter}@${validated?.[1]} `);
  });
});
