import { expect } from "chai";
import { distributionAnswer, securityHeaders } from "../../lab/cloudfront/distribution";

const code = `function handler(event) {
  const request = event.request;
  if (request.uri === "/old") return { statusCode: 301, headers: { location: { value: "/new?" + request.querystring.a.value } } };
  if (request.uri.endsWith("/")) request.uri += "index.html";
  return request;
}`;
const inputs = {
  origins: [{ domainName: "sites-1.s3.us-east-1.amazonaws.com", originPath: "/docs" }],
  defaultCacheBehavior: {
    ...{ allowedMethods: ["GET", "HEAD"], functionAssociations: [{ functionArn: "arn" }] },
    responseHeadersPolicyId: "policy",
  },
  customErrorResponses: [{ errorCode: 403, responseCode: 404, responsePagePath: "/not-found.html" }],
};
const objects: Readonly<Record<string, string>> = {
  "sites-1 docs/index.html": "home",
  "sites-1 docs/not-found.html": "nothing here",
};

function answer(method: string, path: string, query = "") {
  const read = (bucket: string, key: string) => {
    const found = objects[`${bucket} ${key}`];
    const headers: Record<string, string> = found === undefined ? {} : { "content-type": "text/html" };
    return Promise.resolve({
      ...{ status: found === undefined ? 403 : 200, headers },
      body: Buffer.from(found ?? ""),
    });
  };
  const added = () => securityHeaders({ securityHeadersConfig: { contentTypeOptions: { override: false } } });
  const visit = { method, host: "docs.lab.test", path, query };
  return distributionAnswer(inputs, visit, { read, code: () => code, added });
}

describe("CloudFront of the lab", () => {
  it("answers with the file that the function finds, its type and the policy's headers", async () => {
    const { status, headers, body } = await answer("GET", "/");
    expect([status, String(body)]).to.deep.equal([200, "home"]);
    expect(headers).to.deep.equal({ "x-content-type-options": "nosniff", "content-type": "text/html" });
  });

  it("answers with the declared page and status for what is not there", async () => {
    const { status, body } = await answer("GET", "/missing");
    expect([status, String(body)]).to.deep.equal([404, "nothing here"]);
  });

  it("answers what the function answers itself, with the query as it came", async () => {
    const { status, headers } = await answer("GET", "/old", "a=b%20c");
    expect([status, headers["location"]]).to.deep.equal([301, "/new?b%20c"]);
  });

  it("refuses other methods", async () => {
    expect((await answer("POST", "/")).status).to.equal(403);
  });
});
