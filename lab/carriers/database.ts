import { RdsServer } from "../../rig/rds-server";
import type { Lab } from "../lab";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

/** The name that the server's image gives its administrator, who is no superuser. */
const administrator = "ladder";
const port = 5432;

/** PostgreSQL of that major version in a container of its own: TLS is forced. Its final snapshot is that container, stopped. */
export const database: Carrier = {
  imitates: [
    ...["engineVersion", "parameterGroupName", "password", "port", "username"],
    ...["finalSnapshotIdentifier", "skipFinalSnapshot"],
  ],
  async create(lab, { id, inputs }) {
    if (inputs["username"] !== administrator || inputs["port"] !== port)
      throw new Error(`the lab's RDS has the administrator ${administrator} and the port ${port}`);
    const address = lab.rig.freeAddress();
    const server = new RdsServer({
      ...{ name: `${lab.rig.name}-${id}`, network: lab.rig.name, address, label: lab.rig.label },
      major: Number.parseInt(textInput(inputs, "engineVersion"), 10),
      password: textInput(inputs, "password"),
      flags: flagsOf(lab, textInput(inputs, "parameterGroupName")),
    });
    lab.databases.set(id, server);
    await server.start();
    return { address, endpoint: `${address}:${port}` };
  },
  async remove(lab, { id, name, inputs }) {
    const server = lab.databases.get(id);
    if (inputs["skipFinalSnapshot"] === false)
      await lab.snapshots.take(
        textInput(inputs, "finalSnapshotIdentifier"),
        `the server ${name}`,
        (snapshot) => server?.keepAs(`${lab.rig.name}-${snapshot}`),
      );
    else await server?.remove();
    lab.databases.delete(id);
  },
};

/** TLS is forced by the server's own rules. */
function flagsOf(lab: Lab, group: string): readonly string[] {
  const parameters = lab.parameterGroups.get(group) ?? {};
  return Object.entries(parameters).flatMap(([name, value]) =>
    name === "rds.force_ssl" ? [] : ["-c", `${name}=${value}`],
  );
}
