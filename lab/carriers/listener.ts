import type { Carrier } from "./carrier";

export const listener: Carrier = {
  imitates: [
    "defaultActions",
    "loadBalancerArn",
    "port",
    "protocol",
    "routingHttpResponseServerEnabled",
    "routingHttpResponseStrictTransportSecurityHeaderValue",
    "routingHttpResponseXContentTypeOptionsHeaderValue",
  ],
  create: (lab, { id, inputs }) => lab.web.listen(id, inputs).then(nothing),
  update: (lab, { id, inputs }) => lab.web.listen(id, inputs).then(nothing),
  remove: (lab, { id }) => lab.web.listen(id, undefined),
};

export const listenerRule: Carrier = {
  imitates: ["actions", "conditions", "listenerArn", "priority"],
  create: (lab, { id, inputs }) => lab.web.rule(id, inputs).then(nothing),
  update: (lab, { id, inputs }) => lab.web.rule(id, inputs).then(nothing),
  remove: (lab, { id }) => lab.web.rule(id, undefined),
};

function nothing(): Record<string, never> {
  return {};
}
