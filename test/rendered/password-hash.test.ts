import { expect } from "chai";
import { secretFiles } from "./command";

describe("The hash of a visitor's password", () => {
  const hash = (password: string, known = "") => secretFiles("password_hash", password, known);

  it("stays the same as long as the password does, so that Caddy need not reload", () => {
    const known = hash("open sesame");
    expect(hash("open sesame", known)).to.equal(known);
  });

  it("is another one for another password, and after a broken file", () => {
    const known = hash("open sesame");
    const format = /^\$2b\$10\$[./0-9A-Za-z]{53}$/;
    for (const old of [known, "", "broken", known.slice(0, 40)]) {
      const renewed = hash("$HOME '\"\\ ü", old);
      expect(renewed).to.match(format).and.not.to.equal(known);
      expect(hash("$HOME '\"\\ ü", renewed)).to.equal(renewed);
    }
  });
});
