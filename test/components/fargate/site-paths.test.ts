import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import { sitePaths } from "../../../plan/site-paths";

interface Request {
  uri: string;
  querystring: Record<string, { value: string; multiValue?: readonly { value: string }[] }>;
}

const code = readFileSync("functions/site-paths/index.js", "utf8");

/** What CloudFront's function answers for a path of a site with these files: the file asked for, or `-> address`. */
function answer(
  files: readonly string[],
  uri: string,
  querystring: Request["querystring"] = {},
  host = "docs.example.com",
): string {
  const known = code
    .replace('"PATHS"', JSON.stringify(sitePaths(files)))
    .replace('"REDIRECTS"', JSON.stringify({ from: ["www.example.com"], to: "docs.example.com" }));
  const request = { uri, querystring, headers: { host: { value: host } } };
  const result = runInNewContext(`${known}\nhandler(event)`, { event: { request } }) as
    Request | { headers: { location: { value: string } }; statusCode: number };
  return "uri" in result ? result.uri : `${result.statusCode} -> ${result.headers.location.value}`;
}

const pages = [
  "index.html",
  "about.html",
  "team.v2.html",
  "docs/index.html",
  "LICENSE",
  "app.js",
  "v1.2/index.html",
];
const folders = ["index.html", ...["a", "b", "c", "d/e"].map((folder) => `${folder}/index.html`), "f.html"];

describe("paths of a static site on CloudFront", () => {
  it("find the file that the box finds", () => {
    const found = ["/", "/about", "/team.v2", "/docs/", "/LICENSE", "/app.js", "/docs/index", "/missing"];
    expect(found.map((uri) => answer(pages, uri))).to.deep.equal([
      "/index.html",
      "/about.html",
      "/team.v2.html",
      "/docs/index.html",
      "/LICENSE",
      "/app.js",
      "/docs/index.html",
      "/missing.html",
    ]);
  });

  it("lead to a folder with a slash at the end, with the query, and never to another host", () => {
    const query = { q: { value: "1" }, r: { value: "a", multiValue: [{ value: "a" }, { value: "" }] } };
    expect(answer(pages, "/docs", query)).to.equal("308 -> /docs/?q=1&r=a&r");
    expect(answer(pages, "/v1.2")).to.equal("308 -> /v1.2/");
    expect(answer(folders, "//evil.example/x")).to.equal("308 -> /evil.example/x/");
  });

  it("lead from other hosts to the site's first, with path and query", () => {
    const query = { q: { value: "a%20b" } };
    expect(answer(pages, "/docs/x", query, "WWW.example.com")).to.equal(
      "308 -> https://docs.example.com/docs/x?q=a%20b",
    );
  });

  it("know the shorter of the two lists, so that a site of a thousand folders fits into the function", () => {
    expect(sitePaths(pages).otherwise).to.equal("page");
    const { otherwise, listed } = sitePaths(folders);
    expect({ otherwise, listed }).to.deep.equal({ otherwise: "folder", listed: ["f"] });
    expect(["/a", "/d/e", "/f", "/a/"].map((uri) => answer(folders, uri))).to.deep.equal([
      "308 -> /a/",
      "308 -> /d/e/",
      "/f.html",
      "/a/index.html",
    ]);
  });

  it("read paths with escaped letters, and bear broken ones", () => {
    expect(answer(["index.html", "café/index.html", "x.html"], "/caf%C3%A9")).to.equal("308 -> /caf%C3%A9/");
    expect(answer(["index.html"], "/%E0%A4%A")).to.equal("/%E0%A4%A.html");
  });
});
