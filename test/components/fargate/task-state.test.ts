import { expect } from "chai";
import { taskState } from "../../../components/fargate/calls/task-state";

describe("what is known of a task", () => {
  it("is what became of the app's container, not of one that a guard put beside it", () => {
    const guard = { name: "aws-guardduty-agent-1a2b", exitCode: 0, reason: "the guard's" };
    const app = { name: "app", exitCode: 3, reason: "OutOfMemoryError" };
    const { exitCode, containerReason } = taskState({ containers: [guard, app] });
    expect({ exitCode, containerReason }).to.deep.equal({ exitCode: 3, containerReason: "OutOfMemoryError" });
    expect(taskState({ containers: [guard] }).exitCode).to.equal(undefined);
  });
});
