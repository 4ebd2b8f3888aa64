import { addressSuffix } from "../plan/urls";
import { accessPointVariable } from "./beanstalk/access-points";
import { imageVariable } from "./compose/image-variable";

/** What the box must know and only AWS can tell. */
export interface BoxValues {
  /** Public IPv4 address; undefined where it is not known before the machine runs. */
  readonly address?: string;
  readonly region: string;
  /** Bucket of the bundle and the static sites. */
  readonly bucket: string;
  readonly backupBucket: string;
  /** Identifies the server of all databases outside: on a new one, migrations run again. */
  readonly database?: string;
  /** Files on EFS: ids of the access points in the order of the plan's folders. */
  readonly files?: { readonly fileSystemId: string; readonly accessPointIds: readonly string[] };
  /** App with `build:` -> its pushed image, by digest. */
  readonly images: Readonly<Record<string, string>>;
  /** The pushed edge image, when the plan has an edge tag. */
  readonly edgeImage?: string;
  /** RDS's address, when the box may reach it. */
  readonly rdsHost?: string;
  /** Changes when the value of any secret changes, so that the box fetches them again; never derived from a value. */
  readonly secretVersions?: string;
}

/** The bundle's values.env: what the Compose file and the programs read as variables. */
export function valuesFile(values: BoxValues): string {
  const images = Object.entries(values.images).map(([app, image]) => [imageVariable(app), image] as const);
  const accessPoints = (values.files?.accessPointIds ?? []).map(
    (id, index) => [accessPointVariable(index), id] as const,
  );
  const lines = [
    ["HOST_SUFFIX", values.address === undefined ? undefined : addressSuffix(values.address)],
    ["REGION", values.region],
    ["BUCKET", values.bucket],
    ["BACKUP_BUCKET", values.backupBucket],
    ["DATABASE_SERVER", values.database],
    ["FILE_SYSTEM_ID", values.files?.fileSystemId],
    ...accessPoints,
    ["EDGE_IMAGE", values.edgeImage],
    ["RDS_HOST", values.rdsHost],
    ["SECRET_VERSIONS", values.secretVersions],
    ...images.toSorted(([one], [other]) => (one < other ? -1 : 1)),
  ] as const;
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [line(name, value)])).join("");
}

/** Such a value means the same to Compose and to a shell. `${urn:…}` stands for it in a preview without AWS. */
const plainValue = /^([\w.:/@,+-]|\$\{urn:[^}\s"'`]+\})+$/;

/** Anything else is a mistake of the program. */
function line(name: string, value: string): string {
  if (!plainValue.test(value)) throw new RangeError(`${name} has a character that values.env cannot hold`);
  return `${name}=${value}\n`;
}
