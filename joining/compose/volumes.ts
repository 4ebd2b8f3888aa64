import { posix } from "node:path";
import { quoted } from "../../settings/quoted";
import { volumeProblems } from "../../settings/checks/volumes";
import { type Fields, settingsView } from "../../settings/settings-view";
import { volumePath } from "../../settings/volume-path";
import { plainName } from "../app-name";
import type { AppInput } from "../joined";
import type { Place } from "../place";
import { isEverywhere, type MountInput, mountsOf } from "./mounts";
import { isSaid } from "./values";

type Volume = NonNullable<AppInput["volumes"]>[number];

interface Context {
  readonly place: Place;
  /** The file's own volumes. */
  readonly declared: Fields;
  /** Names of volumes that other services mount, too. */
  readonly shared: ReadonlySet<string>;
  readonly readOnly: boolean;
}

interface Volumes {
  readonly volumes: readonly Volume[];
  readonly notes: readonly string[];
}

const most = 10;
const longestName = 32;
const usable = /^(\/[\w.-]+)+\/?$/;
/** Files that are mounted one by one. */
const fileName =
  /\.(ya?ml|json|toml|conf|cnf|cfg|ini|env|sh|sql|xml|properties|php|js|py|txt|pem|crt|key|html|htpasswd|db|sqlite3?)$|(^|\/)(Caddyfile|Dockerfile|nginx\.conf)$/i;

/** Folders of the data volume for what a service mounts, and what is to be said of the rest. */
export function volumesOf(service: Fields, context: Context): Volumes {
  const mounts = mountsOf(service.volumes).filter(({ source }) => !isEverywhere(source ?? ""));
  return mounts.reduce<Volumes>((found, mount) => added(found, mount, context), { volumes: [], notes: [] });
}

function added(found: Volumes, mount: MountInput, context: Context): Volumes {
  const path = mount.target;
  const reason = unmounted(mount, context) ?? unusable(found.volumes, path, context.readOnly);
  const note = (text: string) => `volumes: ${quoted(path)}: ${text}`;
  if (reason !== undefined) return { ...found, notes: [...found.notes, note(reason)] };
  const name = freeName(mount, found.volumes);
  return {
    volumes: [...found.volumes, { name, path: volumePath(path) }],
    notes: [...found.notes, ...remarks(mount, context).map(note)],
  };
}

/** Why a mount is no folder of the data volume. */
function unmounted(mount: MountInput, { place }: Context): string | undefined {
  const { kind, source = "", target } = mount;
  if (kind === "tmpfs") return "in memory; readOnly: true gives an app a small /tmp there";
  if (kind === "other") return "neither a volume nor a folder; put its files into the image (build:)";
  const isFile =
    kind === "bind" && (place.kindOf(source) ?? (fileName.test(source) ? "file" : "folder")) === "file";
  if (isFile || (kind === "bind" && fileName.test(target)))
    return `the file ${quoted(source)} does not come with the settings: put it into the image (build: a folder with FROM and COPY)`;
  return undefined;
}

/** What the settings' own checks say against a path beside the ones before it. */
function unusable(before: readonly Volume[], path: string, readOnly: boolean): string | undefined {
  if (!usable.test(path)) return "not a path that a volume can have";
  if (before.length >= most) return `an app has ${most} volumes at most`;
  const volumes = [...before, { name: "x".repeat(longestName), path }];
  return volumeProblems(settingsView({ apps: [{ volumes, readOnly }] }))[0]?.problem;
}

function remarks({ kind, source = "", readOnly }: MountInput, context: Context): readonly string[] {
  const declared = context.declared[source];
  const driver = typeof declared === "object" && declared !== null && "driver_opts" in declared;
  return [
    ...(kind === "volume" && source !== ""
      ? [`starts empty: copy the files of the volume ${quoted(source)} there (docs/joining.md)`]
      : []),
    ...(kind === "bind"
      ? [
          `starts empty: copy what is in ${quoted(source)} there${readOnly ? ", or put it into the image" : ""}`,
        ]
      : []),
    ...(context.shared.has(source)
      ? [`${quoted(source)} is shared with another service; here each app has its own`]
      : []),
    ...(driver && isSaid(declared.driver_opts)
      ? ["its driver is not taken: the files are on the data volume"]
      : []),
  ];
}

function freeName({ kind, source, target }: MountInput, before: readonly Volume[]): string {
  const from = kind === "volume" && source !== undefined ? source : posix.basename(volumePath(target));
  const name = plainName(from, longestName - 3, "files");
  const taken = (candidate: string) => before.some((volume) => volume.name === candidate);
  return (
    [name, ...Array.from({ length: most }, (_, index) => `${name}-${index + 2}`)].find(
      (one) => !taken(one),
    ) ?? name
  );
}
