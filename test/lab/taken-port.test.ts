import { expect } from "chai";
import { takenPort } from "../../lab/taken-port";

const head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";
const line = (address: string, state: string) =>
  `${head}   0: ${address} 00000000:0000 ${state} 00000000:00000000\n`;

describe("the lab's port", () => {
  it("is taken by a program that listens on every address, of either version of IP", () => {
    expect(takenPort([line("00000000:1388", "0A")])).to.equal(5000);
    expect(takenPort(["", line("00000000000000000000000000000000:1388", "0A")])).to.equal(5000);
  });

  it("is free beside another address, another port and a connection", () => {
    const others = [line("014DD50A:1388", "0A"), line("00000000:1389", "0A"), line("00000000:1388", "01")];
    expect(takenPort(others)).to.equal(undefined);
  });
});
