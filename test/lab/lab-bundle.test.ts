import { expect } from "chai";
import { documentOf } from "../../box/bundle-document";
import { labBundle } from "../../lab/lab-bundle";

const files = { "caddy/Caddyfile": "# edge\n{\n\tadmin off\n}\n", "programs/apply": "#!/bin/sh\n" };

describe("the bundle of a machine of the lab", () => {
  const declared = documentOf(files);
  const bundle = labBundle(declared);

  it("differs in Caddy's authority alone, and in the version", () => {
    expect(bundle.document).to.equal(
      documentOf({
        ...files,
        "caddy/Caddyfile": "# edge\n{\n\tlocal_certs\n\tskip_install_trust\n\tadmin off\n}\n",
      }),
    );
  });

  it("is known by both versions", () => {
    const versionOf = (document: string) => (JSON.parse(document) as { version: string }).version;
    expect([bundle.declared, bundle.own]).to.deep.equal([versionOf(declared), versionOf(bundle.document)]);
    expect(bundle.own).not.to.equal(bundle.declared);
  });
});
