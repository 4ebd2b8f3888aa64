import { expect } from "chai";
import { appOf } from "../../plan/app-of";

const apps = new Set(["todo", "box", "data", "postgres-password"]);
const of = (type: string, name: string) => appOf({ type, name }, apps);

describe("the app a resource belongs to", () => {
  it("is told by the logical names of secrets, images and static files", () => {
    expect(of("aws:ssm/parameter:Parameter", "todo.SESSION_SECRET")).to.equal("todo");
    expect(of("docker:index/image:Image", "image-todo")).to.equal("todo");
    expect(of("aws:s3/bucketObjectv2:BucketObjectv2", "static-todo")).to.equal("todo");
  });

  it("is none for what apps share, also when an app has its name", () => {
    expect(of("aws:ec2/instance:Instance", "box")).to.equal(undefined);
    expect(of("aws:ebs/volume:Volume", "data")).to.equal(undefined);
    expect(of("aws:ssm/parameter:Parameter", "postgres-password")).to.equal(undefined);
    expect(of("docker:index/image:Image", "edge-image")).to.equal(undefined);
    expect(of("aws:s3/bucketObjectv2:BucketObjectv2", "bundle")).to.equal(undefined);
  });
});
