import { expect } from "chai";
import { offerCsv, onDemand } from "./offer-csv";
import type { Answer } from "./offer-server";
import { withRig } from "./refresh-rig";

const ECR = "AmazonECR/current/us-east-1/index.csv";
const MEGABYTE = 1024 ** 2;
const FILE_MB = 60;

/** Sends the price asked for and then others until the file has `megabytes`. */
const large = (megabytes: number): Answer => {
  const [head = "", line = ""] = splitLast(
    offerCsv("AmazonECR", [onDemand("X", "TimedStorage-ByteHrs", "0.1")]),
  );
  const block = line.replaceAll("TimedStorage-ByteHrs", "DataTransfer-Out-Bytes").repeat(200);
  return (response) => {
    response.writeHead(200);
    response.write(head + line);
    let left = (megabytes * MEGABYTE) / block.length;
    const send = (): void => {
      while (left-- > 0) if (!response.write(block)) return void response.once("drain", send);
      response.end();
    };
    send();
  };
};

function splitLast(text: string): [string, string] {
  const start = text.lastIndexOf("\n", text.length - 2) + 1;
  return [text.slice(0, start), text.slice(start)];
}

describe("A large offer file", () => {
  it(`of ${FILE_MB} MB is read without being held in memory`, () =>
    withRig({ [ECR]: large(FILE_MB) }, async ({ refresh, price }) => {
      let [bytes, peak] = [0, 0];
      const before = process.memoryUsage().rss;
      await refresh({
        onProgress: (_label, soFar) => {
          bytes = soFar;
          peak = Math.max(peak, process.memoryUsage.rss());
        },
      });
      expect(price("ecr", "storage").source).to.equal("awsOffers");
      expect(bytes).to.be.greaterThan((FILE_MB - 1) * MEGABYTE);
      expect((peak - before) / MEGABYTE).to.be.lessThan(FILE_MB);
    }));
});
