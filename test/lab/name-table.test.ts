import { expect } from "chai";
import { encode, decode, type RecordType } from "dns-packet";
import { answerTo } from "../../lab/dns/name-server";
import { declaredRecord, NameTable } from "../../lab/dns/name-table";

const host = "todo.lab.test";
const weighted = (side: string, address: string, weight: number, healthCheckId?: string) =>
  declaredRecord({
    ...{ name: host, type: "A", ttl: 60, records: [address], setIdentifier: side },
    weightedRoutingPolicies: [{ weight }],
    ...(healthCheckId !== undefined && { healthCheckId }),
  });

function table(compose: number, fargate: number, random = () => 0, isHealthy = (id: string) => id !== "ill") {
  const names = new NameTable(isHealthy, random);
  names.zones.set("Z1", "lab.test");
  names.records.set("compose", weighted("compose", "10.0.0.1", compose));
  names.records.set("fargate", weighted("fargate", "10.0.0.2", fargate));
  return names;
}

describe("Route 53 of the lab", () => {
  it("answers by weight: a share of 10 of 100 is seen by a tenth", () => {
    let draw = 0;
    const names = table(90, 10, () => (draw++ % 1000) / 1000);
    const answers = Array.from({ length: 1000 }, () => names.answer(host, "A")?.values[0]);
    expect(answers.filter((address) => address === "10.0.0.2").length).to.equal(100);
  });

  it("never names a side of weight 0 while another has more", () => {
    expect(table(100, 0, () => 0.999).answer(host, "A")).to.deep.equal({ values: ["10.0.0.1"], ttl: 60 });
  });

  it("leaves out a side whose health check fails, and turns to weight 0 then", () => {
    const names = table(0, 100);
    names.records.set("fargate", weighted("fargate", "10.0.0.2", 100, "ill"));
    expect(names.answer(host, "A")?.values).to.deep.equal(["10.0.0.1"]);
  });

  it("answers as if all were healthy when none is", () => {
    const names = table(0, 100);
    names.records.set("compose", weighted("compose", "10.0.0.1", 0, "ill"));
    names.records.set("fargate", weighted("fargate", "10.0.0.2", 100, "ill"));
    expect(names.answer(host, "A")?.values).to.deep.equal(["10.0.0.2"]);
  });

  it("answers an alias with the address of what it names, for 60 seconds", () => {
    const names = table(0, 0);
    names.addresses.set("web.elb.example", "10.0.0.9");
    const alias = { name: "shop.lab.test", type: "A", aliases: [{ name: "web.elb.example", zoneId: "Z" }] };
    names.records.set("shop", declaredRecord(alias));
    expect(names.answer("shop.lab.test", "A")).to.deep.equal({ values: ["10.0.0.9"], ttl: 60 });
  });

  it("says which sides there are, and whose health check fails", () => {
    const names = table(90, 10);
    names.records.set("fargate", weighted("fargate", "10.0.0.2", 10, "ill"));
    expect(names.sides(host)).to.deep.equal([
      { name: "compose", weight: 90, addresses: ["10.0.0.1"], healthy: true },
      { name: "fargate", weight: 10, addresses: ["10.0.0.2"], healthy: false },
    ]);
  });
});

describe("the lab's DNS server", () => {
  const ask = (name: string, type: RecordType = "A") => {
    const question = encode({ type: "query", id: 7, questions: [{ type, name, class: "IN" }] });
    const { rcode, answers, id } = decode(
      answerTo(question, table(100, 0)) ?? Buffer.alloc(0),
    ) as unknown as Answer;
    return { id, rcode, data: answers.map(({ data }) => data) };
  };

  it("answers with the address, whatever the case of the name", () => {
    expect(ask("Todo.Lab.Test")).to.deep.equal({ id: 7, rcode: "NOERROR", data: ["10.0.0.1"] });
  });

  it("tells a name that is not there from one without such a record, and refuses others' zones", () => {
    expect(ask("nobody.lab.test").rcode).to.equal("NXDOMAIN");
    expect(ask(host, "AAAA")).to.deep.equal({ id: 7, rcode: "NOERROR", data: [] });
    expect(ask("example.com").rcode).to.equal("REFUSED");
  });

  it("says nothing to what is no question", () => {
    expect(answerTo(Buffer.from("nonsense"), table(1, 1))).to.equal(undefined);
  });
});

interface Answer {
  readonly id: number;
  readonly rcode: string;
  readonly answers: readonly { readonly data: string }[];
}
