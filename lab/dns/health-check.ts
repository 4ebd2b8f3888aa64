import { request } from "../../rig/request";
import type { Properties } from "../../rig/provider/difference";
import { textInput } from "../text-input";

const secondMs = 1000;

/** A health check of Route 53: asks the endpoint now and then, and changes its mind after several answers in a row. */
export class EndpointCheck {
  private healthy = true;
  private streak = 0;
  private next = 0;

  /** `addressOf`: where a name of the lab's is. */
  constructor(
    public inputs: Properties,
    private readonly addressOf: (name: string) => string | undefined,
  ) {
    if (inputs["type"] !== "HTTP") throw new Error("the lab's health checks ask over HTTP");
  }

  /** A disabled one counts as healthy; an inverted one says the opposite. */
  get isHealthy(): boolean {
    const healthy = this.inputs["disabled"] === true || this.healthy;
    return this.inputs["invertHealthcheck"] === true ? !healthy : healthy;
  }

  check(): void {
    if (Date.now() < this.next) return;
    this.next = Date.now() + Number(this.inputs["requestInterval"]) * secondMs;
    void this.isWell().then((well) => {
      this.streak = well === this.healthy ? 0 : this.streak + 1;
      if (this.streak < Number(this.inputs["failureThreshold"])) return;
      this.healthy = well;
      this.streak = 0;
    });
  }

  private async isWell(): Promise<boolean> {
    const host = textInput(this.inputs, "fqdn");
    const given = this.inputs["ipAddress"] as string | undefined;
    const address = given ?? this.addressOf(host);
    if (address === undefined) return false;
    const ask = {
      address,
      host,
      port: Number(this.inputs["port"]),
      path: textInput(this.inputs, "resourcePath"),
    };
    const answer = await request(ask).catch(() => undefined);
    return answer !== undefined && answer.status < 400;
  }
}
