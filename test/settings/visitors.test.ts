import { expect } from "chai";
import { problemsOf, withApp } from "./problems-of";

const domain = { domain: "example.com" };
const needsDomain = "needs a domain, and none is set; pulumi config set ladder:domain example.com -s dev";

describe("checks of hosts that redirect and passwords for visitors", () => {
  const refused: readonly [string, unknown, readonly string[]][] = [
    [
      "a host that redirects and serves",
      {
        ...domain,
        apps: [
          {
            name: "todo",
            image: "todo:1.4.0",
            port: 3000,
            redirectHosts: ["www.example.com", "b.example.com"],
          },
          { name: "b", image: "b:1", port: 1, hosts: ["example.com", "www.example.com"] },
        ],
      },
      ['apps[1].hosts[1]: already the host of apps[0].redirectHosts[0]; got "www.example.com"'],
    ],
    [
      "redirects without a domain, and of a worker",
      { apps: [{ name: "todo", image: "todo:1", redirectHosts: ["a.dev"] }] },
      [
        "apps[0].redirectHosts: an app without a port is not reached from outside; add port, or remove it",
        `apps[0].redirectHosts: ${needsDomain}`,
      ],
    ],
    [
      "a password of visitors that is none of the app's secrets, without showing it",
      withApp(
        { secrets: ["VISITORS"], basicAuth: { user: "me", password: "VISITOR" } },
        { secrets: { todo: { VISITORS: "v" } } },
      ),
      ["apps[0].basicAuth.password: not a secret of the app; did you mean VISITORS?"],
    ],
    [
      "a password of visitors in plain text, without showing it",
      withApp({ basicAuth: { user: "me:you", password: "hunter2" } }),
      [
        "apps[0].basicAuth.password: wrong format; got a string, not shown; allowed upper-case letters, digits and _",
        'apps[0].basicAuth.user: wrong format; got "me:you"; allowed letters, digits and . _ @ -',
      ],
    ],
  ];
  for (const [what, raw, lines] of refused) {
    it(`refuse ${what}`, () => {
      expect(problemsOf(raw)).to.deep.equal(lines);
    });
  }

  const accepted: readonly [string, unknown][] = [
    [
      "a static site under the bare domain, with other hosts that redirect and a password for visitors",
      {
        domain: "example.com",
        apps: [
          {
            name: "site",
            static: "./site",
            hosts: ["example.com"],
            redirectHosts: ["www.example.com"],
            secrets: [{ name: "VISITORS", generate: true }],
            basicAuth: { user: "me@example.com", password: "VISITORS" },
          },
        ],
      },
    ],
  ];
  for (const [what, raw] of accepted) {
    it(`accept ${what}`, () => {
      expect(problemsOf(raw)).to.deep.equal([]);
    });
  }
});
