import { isFields } from "../../settings/settings-view";
import { isOn, list, scalarText } from "./values";

/** One entry of a service's `volumes`. */
export interface MountInput {
  readonly kind: "volume" | "bind" | "tmpfs" | "other";
  /** Name of the volume, or path on the host; undefined for an anonymous volume. */
  readonly source?: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** Reads both ways to write `volumes`. */
export function mountsOf(volumes: unknown): readonly MountInput[] {
  return list(volumes).flatMap((item) => {
    const text = scalarText(item);
    const mount = text === undefined ? longMount(item) : shortMount(text);
    return mount === undefined ? [] : [mount];
  });
}

/** Whether every container has the file of the host anyway. */
export function isEverywhere(source: string): boolean {
  return /^\/(etc\/(localtime|timezone)|dev\/(u?random|null|zero))$/.test(source);
}

/** `data:/var/lib/x`, `./config:/etc/x:ro`, `/cache`. */
function shortMount(text: string): MountInput | undefined {
  const [first = "", second, mode] = text.split(":");
  if (second === undefined)
    return first === "" ? undefined : { kind: "volume", target: first, readOnly: false };
  const readOnly = mode?.split(",").includes("ro") ?? false;
  return { kind: kindOf(first), source: first, target: second, readOnly };
}

function longMount(item: unknown): MountInput | undefined {
  if (!isFields(item)) return undefined;
  const [target, source] = [scalarText(item.target), scalarText(item.source)];
  if (target === undefined) return undefined;
  const type = scalarText(item.type);
  const known = type === "volume" || type === "bind" || type === "tmpfs";
  return { kind: known ? type : "other", source, target, readOnly: isOn(item.read_only) };
}

function kindOf(source: string): "bind" | "volume" {
  return /^[./~]/.test(source) || source === "" ? "bind" : "volume";
}
