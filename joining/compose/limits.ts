import type { Fields } from "../../settings/settings-view";
import type { AppInput } from "../joined";
import { mebibytes, seconds } from "./amounts";
import { isOn, scalarText, under } from "./values";

/** For an app whose file says nothing: most small web apps fit, and a hard limit must not be too low. In MiB. */
export const assumedMemoryMb = 256;

const [leastMb, mostMb] = [8, 65_536];
const mostCopies = 50;

type Limits = Pick<AppInput, "memoryMb" | "stopSeconds" | "scale" | "readOnly">;

/** Memory, copies, time to stop, and whether the file system is read-only; with what is to be said of them. */
export function limitsOf(service: Fields): { readonly settings: Limits; readonly notes: readonly string[] } {
  const limit = memoryLimit(service);
  const stop = seconds(scalarText(service.stop_grace_period));
  const copies = Number(scalarText(under(service, "deploy").replicas) ?? scalarText(service.scale));
  const many = Number.isSafeInteger(copies) && copies > 1 ? Math.min(mostCopies, copies) : undefined;
  return {
    settings: {
      memoryMb: Math.min(mostMb, Math.max(leastMb, limit ?? assumedMemoryMb)),
      ...(stop !== undefined && { stopSeconds: Math.min(300, Math.max(1, Math.round(stop))) }),
      ...(many !== undefined && { scale: { min: many, max: many } }),
      ...(isOn(service.read_only) && { readOnly: true }),
    },
    notes: [
      ...(limit === undefined
        ? [`memoryMb: no limit in the file, ${assumedMemoryMb} assumed; docker stats shows what it needs`]
        : []),
      ...(copies === 0
        ? ["scale: 0 in the file, where it does not run; here it would: take the app out, if it shall not"]
        : []),
      ...(many === undefined ? [] : [`scale: ${many} copies on the fargate tier; the box runs one`]),
    ],
  };
}

function memoryLimit(service: Fields): number | undefined {
  const resources = under(service, "deploy", "resources");
  const written = [
    under(resources, "limits").memory,
    service.mem_limit,
    under(resources, "reservations").memory,
    service.mem_reservation,
  ];
  return written.map((value) => mebibytes(scalarText(value))).find((mb) => mb !== undefined);
}
