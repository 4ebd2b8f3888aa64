import { expect } from "chai";
import { assert, property, stringMatching } from "fast-check";
import { cacheUserId } from "../../plan/names";

const appName = stringMatching(/^[a-z](-?[a-z0-9]){0,39}$/);
const stackName = stringMatching(/^[A-Za-z0-9_.-]{1,80}$/);

describe("users of the cache", () => {
  it("have ids that ElastiCache takes, whatever the stack and the app are called", () => {
    assert(
      property(stackName, appName, (stack, app) => {
        const id = cacheUserId(stack, `cache-${app}`);
        expect(id).to.match(/^[a-z](-?[a-z0-9])*$/);
        expect(id.length).to.be.at.most(40);
      }),
      { numRuns: 2000 },
    );
  });

  it("have ids of their own", () => {
    assert(
      property(stackName, appName, appName, (stack, one, other) => {
        const same = cacheUserId(stack, `cache-${one}`) === cacheUserId(stack, `cache-${other}`);
        expect(same).to.equal(one === other);
      }),
      { numRuns: 2000 },
    );
  });
});
