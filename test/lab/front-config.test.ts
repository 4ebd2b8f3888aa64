import { expect } from "chai";
import { frontConfig } from "../../lab/balancer/front-config";

const passedOn = (port: number) => ` header -Via
 reverse_proxy 127.0.0.1:${port} {
  lb_try_duration 5s
  lb_try_interval 20ms
  lb_retry_match {
   path *
  }
  request_buffers 64MiB
  header_up -Via
  transport http {
   keepalive off
   compression off
  }
 }
}`;

describe("the Caddy that has a load balancer's ports", () => {
  it("passes everything on, and asks again after a connection that ended without an answer", () => {
    expect(frontConfig("10.0.0.2:2019")).to.equal(`{
 admin 10.0.0.2:2019
 persist_config off
 skip_install_trust
 auto_https disable_redirects
 on_demand_tls {
 ask http://127.0.0.1:9999
 }
}
http://:9999 {
 respond 200
}
http://:80 {
${passedOn(8080)}
https://:443 {
 tls internal {
 on_demand
 }
${passedOn(8443)}`);
  });
});
