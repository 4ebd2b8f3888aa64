import { labDown, labSwitch, labUp } from "./running-lab";

describe("A lab whose databases move while a visitor writes", () => {
  before(labUp);
  after(labDown);

  for (const [home, title] of [
    ["rds", "RDS"],
    ["box", "the box"],
  ] as const)
    it(`has every acknowledged write exactly once on ${title}, and no failure outside of the fence`, () =>
      labSwitch(["--database", home], title));
});
