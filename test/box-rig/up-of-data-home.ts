import { resolve } from "node:path";
import type { DataHomeInputs } from "../../components/data-home/inputs";
import { startSystemsManager } from "../../rig/apis/systems-manager";
import type { Box } from "../../rig/box";
import { ManagedBox } from "./managed-box";
import { Running } from "./running";

const project = resolve(__dirname, "../..");
const credentials = { AWS_ACCESS_KEY_ID: "rig", AWS_SECRET_ACCESS_KEY: "rig", AWS_MAX_ATTEMPTS: "1" };

/** The part of `pulumi up` that moves databases, as often as a test asks: the real provider and AWS's client, in processes of their own. */
export class UpOfDataHome {
  private serial = 0;

  private constructor(
    readonly managed: ManagedBox,
    private readonly endpoint: string,
  ) {}

  static async of(box: Box): Promise<UpOfDataHome> {
    const managed = new ManagedBox(box, "rig");
    return new UpOfDataHome(managed, (await startSystemsManager()).endpoint("rig", { box: managed }));
  }

  begin(want: DataHomeInputs["want"], timeoutSeconds = 600): Running {
    const inputs: DataHomeInputs = {
      ...{ want, serial: (this.serial += 1), databases: true, timeoutSeconds },
      ...{ instanceId: ManagedBox.instanceId, region: "us-east-1" },
    };
    const loader = ["--require", "./scripts/loader.cjs", "test/box-rig/place-data.ts"];
    const env = { ...process.env, ...credentials, AWS_ENDPOINT_URL_SSM: this.endpoint };
    return new Running([...loader, JSON.stringify(inputs)], { cwd: project, env });
  }
}
