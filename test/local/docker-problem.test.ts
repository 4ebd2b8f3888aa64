import { expect } from "chai";
import { dockerProblem } from "../../local/docker-problem";

const said: readonly (readonly [output: string, message: RegExp])[] = [
  [
    "failed to create network x: Error response from daemon: all predefined address pools have been fully subnetted",
    /^Docker has no free network addresses left: /,
  ],
  ["write /x: no space left on device\n", /^Docker's disk is full: /],
  ["Bind for 127.0.0.1:80 failed: port is already allocated", /^A port is taken: /],
  ["Error: cannot expose privileged port 80, you can add ...", /^This Docker may not use ports below 1024: /],
  [
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.",
    /^Docker does not answer any more: /,
  ],
  ["first\n  second  \n\n", /^Docker: second$/],
  ["", /^Docker: it failed without a word$/],
];

describe("what Docker says", () => {
  it("becomes one sentence with a remedy, and Docker's own last line", () => {
    const found = said.map(([output, message]) => message.test(dockerProblem(output).message));
    expect(found).to.deep.equal(said.map(() => true));
    expect(dockerProblem("a\nno space left on device").message).to.match(
      / Docker says: no space left on device$/,
    );
  });
});
