import { expect } from "chai";
import { balancerConfig, innerConfig } from "../../rig/fargate/balancer-config";

const listener = (action: object) => ({
  inputs: { protocol: "HTTP", port: 80, defaultActions: [action] },
  rules: [],
});

describe("a load balancer in Caddy's words", () => {
  it("answers 503 while a group has no copies", () => {
    const forward = listener({ type: "forward", targetGroupArn: "arn" });
    expect(balancerConfig([forward], () => [])).to.include("respond 503");
    expect(balancerConfig([forward], () => ["10.0.0.1:80", "10.0.0.2:80"])).to.include(
      "reverse_proxy 10.0.0.1:80 10.0.0.2:80",
    );
  });

  it("asks rules in the order of their priorities", () => {
    const rule = (host: string, priority: number) => ({
      priority,
      conditions: [{ hostHeader: { values: [host] } }],
      actions: [{ type: "forward", targetGroupArn: host }],
    });
    const config = balancerConfig(
      [{ ...listener({ type: "forward" }), rules: [rule("late", 900), rule("soon", 1000 - 990)] }],
      (group) => [String(group)],
    );
    expect(config.indexOf("host soon")).to.be.lessThan(config.indexOf("host late"));
  });

  it("stands behind another Caddy without certificates, and believes that one about the visitor", () => {
    const secure = {
      inputs: { protocol: "HTTPS", port: 443, defaultActions: [{ type: "forward", targetGroupArn: "arn" }] },
      rules: [],
    };
    expect(innerConfig([secure], () => ["10.0.0.9:80"], "10.0.0.2:2020")).to.equal(`{
 admin 10.0.0.2:2020
 persist_config off
 servers {
 trusted_proxies static 127.0.0.1/32
 }
}
http://:8443 {
bind 127.0.0.1
handle {
reverse_proxy 10.0.0.9:80 {
header_up X-Forwarded-For {header.X-Forwarded-For}
flush_interval -1
}
}
}`);
  });

  it("refuses a redirect that it cannot do", () => {
    const elsewhere = listener({ type: "redirect", redirect: { path: "/other", statusCode: "HTTP_301" } });
    expect(() => balancerConfig([elsewhere], () => [])).to.throw("a redirect keeps path and query");
  });
});
