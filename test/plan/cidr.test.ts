import { expect } from "chai";
import fc from "fast-check";
import { Netmask } from "netmask";
import { networkPlan } from "../../plan/cidr";

describe("network layout", () => {
  it("lays out a /16 with public subnets in its lower half and data subnets in its upper half", () => {
    expect(networkPlan("10.20.0.0/16", 2)).to.deep.equal({
      vpcCidr: "10.20.0.0/16",
      zones: [
        { index: 0, publicCidr: "10.20.0.0/22", dataCidr: "10.20.128.0/24", privateCidr: "10.20.132.0/24" },
        { index: 1, publicCidr: "10.20.4.0/22", dataCidr: "10.20.129.0/24", privateCidr: "10.20.133.0/24" },
      ],
    });
  });

  it("says when a range is too small", () => {
    expect(() => networkPlan("10.20.0.0/22", 2)).to.throw(RangeError, "no room");
  });

  it("never lets subnets overlap or leave the VPC, for any /16 to /20 and up to two zones", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: 20 }),
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 0, max: 15 }),
        (bits, second, third) => {
          const vpc = new Netmask(`10.${second}.${third * 16}.0/${bits}`);
          const { zones } = networkPlan(`${vpc.base}/${bits}`, 2);
          const blocks = zones
            .flatMap((zone) => [zone.publicCidr, zone.dataCidr, zone.privateCidr])
            .map((cidr) => new Netmask(cidr));
          for (const block of blocks) expect(vpc.contains(block)).to.equal(true);
          for (const a of blocks) {
            const overlapping = blocks.filter((b) => b !== a && (a.contains(b) || b.contains(a)));
            expect(overlapping.map(String)).to.deep.equal([]);
          }
        },
      ),
    );
  });
});
