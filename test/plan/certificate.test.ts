import { expect } from "chai";
import { assert, boolean, property, stringMatching, tuple, uniqueArray } from "fast-check";
import { certificateNames, certificateProblems, mostNames } from "../../plan/certificate";

const label = stringMatching(/^[a-z]{1,6}$/);

describe("names of the certificate", () => {
  it("are one wildcard for all hosts right below the domain, and each other host", () => {
    const hosts = [
      "shop.example.com",
      "blog.example.com",
      "example.com",
      "a.b.example.com",
      "shop.example.org",
    ];
    expect(certificateNames(hosts, "example.com")).to.deep.equal([
      "example.com",
      "*.example.com",
      "a.b.example.com",
      "shop.example.org",
    ]);
    expect(certificateNames(hosts.slice(0, 2), undefined)).to.deep.equal([
      "blog.example.com",
      "shop.example.com",
    ]);
  });

  it("cover every host, none twice, in an order of their own, the shortest first", () => {
    const host = tuple(uniqueArray(label, { minLength: 0, maxLength: 2 }), boolean()).map(([labels, ours]) =>
      [...labels, ours ? "example.com" : "example.org"].join("."),
    );
    assert(
      property(uniqueArray(host, { maxLength: 12 }), (hosts) => {
        const names = certificateNames(hosts, "example.com");
        const covers = (name: string, one: string) =>
          name === one || (name.startsWith("*.") && one.split(".").slice(1).join(".") === name.slice(2));
        expect(hosts.filter((one) => !names.some((name) => covers(name, one)))).to.deep.equal([]);
        expect(new Set(names).size).to.equal(names.length);
        expect(certificateNames(hosts.toReversed(), "example.com")).to.deep.equal(names);
        expect(names.map(({ length }) => length)).to.deep.equal(
          names.map(({ length }) => length).toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it("are ten at most, as AWS gives without being asked", () => {
    const hosts = Array.from({ length: mostNames + 1 }, (_, index) => `shop${index}.org`);
    expect(certificateProblems(hosts.slice(1))).to.deep.equal([]);
    expect(certificateProblems(hosts).map(({ problem, got }) => [problem, got])).to.deep.equal([
      ["the load balancer's certificate would have too many names", `11: ${hosts.join(", ")}`],
    ]);
  });
});
