import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import { stackDocument } from "../../settings/stack-document";
import { UserMistake } from "../run-command";

export interface Raised {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

type Field = Pair<Node, Node | null>;

const setting = "passwordVersion";

/** The text of a stack's settings file with the app's `passwordVersion` raised by one; every other character stays. */
export function raisePasswordVersion(text: string, file: string, app: string): Raised {
  const map = appMap(text, file, app);
  const last = [fieldOf(map, "cache"), fieldOf(map, "database")].find((one) => valueOf(one) === true);
  if (!last) throw new UserMistake(`${app} has no generated password: neither database nor cache is true`);
  return raised(text, map, last, `${setting} of ${app}`, file);
}

/** The same for the administrator of the databases on RDS. */
export function raiseRdsPasswordVersion(text: string, file: string): Raised {
  const config = stackDocument(text, file).get("config");
  const map = isMap(config) ? config.get("ladder:rds") : undefined;
  const last = isMap(map) ? (map.items as readonly Field[]).at(-1) : undefined;
  if (isMap(map) && last) return raised(text, map, last, `${setting} of ladder:rds`, file);
  // A group of its own, below a setting that is one line.
  const above = isMap(config)
    ? (config.items as readonly Field[]).find(({ value }) => isScalar(value) && value.range)
    : undefined;
  if (map !== undefined || !isMap(config) || !above)
    throw new UserMistake(`${file} has no place for it: set ladder:rds with ${setting}: 2`);
  return { text: inserted(text, config, above, `ladder:rds: { ${setting}: 2 }`), from: 1, to: 2 };
}

function raised(text: string, map: YAMLMap, last: Field, what: string, file: string): Raised {
  const known = fieldOf(map, setting);
  const from = known ? Number(valueOf(known)) : 1;
  if (!Number.isSafeInteger(from) || from < 1)
    throw new UserMistake(`${file}: ${what} is not a whole number from 1`);
  const to = from + 1;
  return {
    text: known ? replaced(text, known, to) : inserted(text, map, last, `${setting}: ${to}`),
    from,
    to,
  };
}

function appMap(text: string, file: string, app: string): YAMLMap {
  const apps = stackDocument(text, file).getIn(["config", "ladder:apps"]);
  const found = isSeq(apps) ? apps.items.find((item) => isMap(item) && item.get("name") === app) : undefined;
  if (isMap(found)) return found;
  throw new UserMistake(`${file} has no app ${app} under ladder:apps`);
}

function fieldOf(map: YAMLMap, name: string): Field | undefined {
  return (map.items as readonly Field[]).find(({ key }) => isScalar(key) && key.value === name);
}

function valueOf(field: Field | undefined): unknown {
  return isScalar(field?.value) ? field.value.value : undefined;
}

function replaced(text: string, { value }: Field, version: number): string {
  const [start, end] = rangeOf(value);
  return `${text.slice(0, start)}${version}${text.slice(end)}`;
}

/** After a field that is there: on a line of its own, or in the braces. */
function inserted(text: string, map: YAMLMap, { key, value }: Field, field: string): string {
  const [, end] = rangeOf(value);
  const line = text.indexOf("\n", end);
  const at = map.flow === true ? end : line < 0 ? text.length : line;
  const [start] = rangeOf(key);
  const indent = " ".repeat(start - text.lastIndexOf("\n", start - 1) - 1);
  const before = map.flow === true ? ", " : `\n${indent}`;
  return `${text.slice(0, at)}${before}${field}${text.slice(at)}`;
}

function rangeOf(node: Node | null): readonly [number, number] {
  if (!node?.range) throw new RangeError("a parsed node has a range");
  return [node.range[0], node.range[1]];
}
