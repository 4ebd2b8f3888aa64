import { expect } from "chai";
import { differences } from "../../rig/provider/difference";
import { resourceType } from "../../rig/provider/resource-types";

const instance = resourceType("aws:ec2/instance:Instance");

describe("stand-in provider: differences", () => {
  it("replaces an instance for its subnet and keeps it for its type", () => {
    const changes = differences(
      instance,
      { subnetId: "subnet-1", instanceType: "t4g.small" },
      { subnetId: "subnet-2", instanceType: "t4g.medium" },
    );
    expect(changes).to.deep.equal([
      { path: "instanceType", kind: "UPDATE", replaces: false },
      { path: "subnetId", kind: "UPDATE", replaces: true },
    ]);
  });

  it("tells nested properties apart: another size keeps the root disk, encryption replaces the instance", () => {
    const changes = differences(
      instance,
      { rootBlockDevice: { volumeSize: 16, encrypted: false } },
      { rootBlockDevice: { volumeSize: 20, encrypted: true } },
    );
    expect(changes).to.deep.equal([
      { path: "rootBlockDevice.encrypted", kind: "UPDATE", replaces: true },
      { path: "rootBlockDevice.volumeSize", kind: "UPDATE", replaces: false },
    ]);
  });

  it("quotes the keys of tags and tells added from removed", () => {
    const changes = differences(instance, { tags: { "a:b": "1" } }, { tags: { c: "2" } });
    expect(changes).to.deep.equal([
      { path: 'tags["a:b"]', kind: "DELETE", replaces: false },
      { path: "tags.c", kind: "ADD", replaces: false },
    ]);
  });

  it("sees no difference in a registry's new password, and replaces a random value for any", () => {
    const image = resourceType("docker:index/image:Image");
    const login = (password: string) => ({ registry: { server: "registry.example.com", password } });
    expect(differences(image, login("old"), login("new"))).to.deep.equal([]);
    expect(
      differences(resourceType("random:index/randomPassword:RandomPassword"), { length: 1 }, { length: 2 }),
    ).to.deep.equal([{ path: "length", kind: "UPDATE", replaces: true }]);
  });

  it("knows no type without an entry", () => {
    expect(() => resourceType("aws:sqs/queue:Queue")).to.throw(
      "rig/provider/types.json has no entry for aws:sqs/queue:Queue",
    );
  });
});
