import { parse } from "yaml";
import { SettingsError } from "./problems";
import { formatPath, type SettingPath } from "./setting-path";
import { type Fields, fields } from "./settings-view";
import { shownValue } from "./shown-value";

const form = /^(?:ladder:)?(?<path>[\w-]+(?:\.[\w-]+|\[\d+\])*)=(?<value>.*)$/s;
const forbidden = new Set(["__proto__", "constructor", "prototype"]);

type Container = Record<string, unknown> | unknown[];

/**
 * A copy of the settings with one value changed, as in `apps.0.port=8080` or `apps[0].port=8080`. Values are YAML; an
 * empty one, or null, removes the setting. Throws SettingsError for an assignment that cannot be carried out.
 */
export function setPath(raw: unknown, assignment: string): Fields {
  const { path = "", value = "" } = form.exec(assignment)?.groups ?? {};
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  if (keys.length === 0 || keys.some((key) => forbidden.has(key))) throw badAssignment(assignment);
  const root = structuredClone(fields(raw)) as Record<string, unknown>;
  const parents = keys.slice(0, -1);
  const parent = parents.reduce<Container>((container, key, index) => {
    return childOf(container, key, keys[index + 1] ?? "", keys.slice(0, index + 1));
  }, root);
  put(parent, keys.at(-1) ?? "", yamlValue(value, keys), keys);
  return root;
}

/** The map or list under a key; made when it does not exist yet. */
function childOf(container: Container, key: string, next: string, path: SettingPath): Container {
  const found = Array.isArray(container)
    ? container[listIndex(container, key, path)]
    : ownValue(container, key);
  if (typeof found === "object" && found !== null) return found as Container;
  if (found !== undefined && found !== null)
    throw failed(path, "has no settings below it", shownValue(found, path));
  const made: Container = /^\d+$/.test(next) ? [] : {};
  put(container, key, made, path);
  return made;
}

function put(container: Container, key: string, value: unknown, path: SettingPath): void {
  const remove = value === undefined || value === null;
  if (!Array.isArray(container)) {
    if (remove) Reflect.deleteProperty(container, key);
    else container[key] = value;
    return;
  }
  const index = listIndex(container, key, path);
  container.splice(index, 1, ...(remove ? [] : [value]));
}

/** An index of the list, or the one after its end. */
function listIndex(items: readonly unknown[], key: string, path: SettingPath): number {
  const index = /^\d+$/.test(key) ? Number(key) : Number.POSITIVE_INFINITY;
  if (index > items.length) throw failed(path, "no such item of the list", undefined, `0 to ${items.length}`);
  return index;
}

function ownValue(container: Fields, key: string): unknown {
  return Object.hasOwn(container, key) ? container[key] : undefined;
}

function yamlValue(text: string, path: SettingPath): unknown {
  try {
    return parse(text, { logLevel: "error", prettyErrors: false });
  } catch {
    throw failed(
      path,
      "not a YAML value",
      shownValue(text, path),
      undefined,
      "put text with special characters in quotes",
    );
  }
}

function badAssignment(assignment: string): SettingsError {
  const got = shownValue(assignment, assignment.includes("secrets") ? ["secrets"] : []);
  return failed(["--set"], "not an assignment", got, "a path and a value such as apps.0.port=8080");
}

function failed(
  path: SettingPath,
  problem: string,
  got?: string,
  allowed?: string,
  hint?: string,
): SettingsError {
  return new SettingsError([{ path: formatPath(path), problem, got, allowed, hint }]);
}
