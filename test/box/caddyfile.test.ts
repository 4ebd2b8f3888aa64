import { expect } from "chai";
import { caddyfile } from "../../box/caddy/caddyfile";
import { planOf, sampleApp, samplePlan, staticApp } from "./sample-plan";

const addresses = (text: string) => text.match(/^(?![({#\t}])\S.* \{$/gm)?.map((line) => line.slice(0, -2));

describe("The Caddyfile", () => {
  it("has one site per app with a host and one for every other host", () => {
    expect(addresses(caddyfile(samplePlan()))).to.deep.equal([
      "http://todo.{$HOST_SUFFIX}",
      "shop.example.com, shop.example.org",
      "www.example.com",
      "http://site.{$HOST_SUFFIX}",
      "http://",
      "https://",
    ]);
  });

  it("turns HTTPS off when no app has a host of its own", () => {
    const text = caddyfile(planOf([sampleApp("todo")]));
    expect(text).to.include("\tauto_https off\n");
    expect(addresses(text)).to.deep.equal(["http://todo.{$HOST_SUFFIX}", "http://"]);
  });

  it("asks browsers to stay on HTTPS only where there is HTTPS", () => {
    const uses = (plan: ReturnType<typeof planOf>) =>
      caddyfile(plan).split("\timport strict_transport").length - 1;
    expect([uses(planOf([sampleApp("todo")])), uses(samplePlan())]).to.deep.equal([0, 2]);
  });

  it("needs the limiter only for apps with a rate limit", () => {
    expect(caddyfile(planOf([sampleApp("todo")]))).not.to.include("rate_limit");
    expect(caddyfile(samplePlan())).to.include(
      "\trate_limit {\n\t\tzone todo {\n\t\t\tkey {client_ip}\n\t\t\tevents 60\n\t\t\twindow 10s\n\t\t}\n\t}\n",
    );
  });

  it("sends redirect hosts to the app's first host, with certificates of their own", () => {
    expect(caddyfile(samplePlan())).to.include(
      "\nwww.example.com {\n\tlog\n\timport strict_transport\n\tredir https://shop.example.com{uri} 308\n}\n",
    );
  });

  it("names the file of a password's hash, never the hash or the password", () => {
    const text = caddyfile(samplePlan());
    expect(text.match(/basic_auth[^}]*}[^}]*}/g)).to.deep.equal([
      "basic_auth {\n\t\tfriends {file./etc/basic-auth/shop}\n\t}",
    ]);
  });

  it("serves a static site from the folder of its digest", () => {
    expect(caddyfile(planOf([staticApp("site")]))).to.include(
      "\troot /srv/static/site/0123456789abcdef\n\timport static_files\n",
    );
  });

  it("gives no site to a worker", () => {
    expect(caddyfile(samplePlan())).not.to.include("mail-worker");
  });
});
