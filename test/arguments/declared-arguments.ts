import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";

/** What the declarations of a Pulumi package say of one argument. */
export interface Argument {
  readonly required: boolean;
  readonly kind: Kind;
  /** Its description, as written. */
  readonly text: string;
}

export type Arguments = ReadonlyMap<string, Argument>;

export type Kind =
  | { readonly is: "string" | "number" | "boolean" | "any" }
  | { readonly is: "values"; readonly values: readonly string[] }
  | { readonly is: "list" | "map"; readonly item: Kind }
  | { readonly is: "object"; readonly fields: () => Arguments }
  | { readonly is: "either"; readonly kinds: readonly Kind[] };

/** Arguments of a type such as `aws:rds/instance:Instance`, read from the installed package's declarations. */
export function declaredArguments(type: string): Arguments {
  const [provider = "", path = "", name = ""] = type.split(":");
  const folder = dirname(require.resolve(`@pulumi/${provider}/package.json`));
  const text = readFileSync(join(folder, `${path.replace(/^index\//, "")}.d.ts`), "utf8");
  return argumentsIn(text, `${name}Args`, folder);
}

function argumentsIn(text: string, name: string, folder: string): Arguments {
  // Only the one declaration is parsed: the file of all nested types has five million characters.
  const start = text.search(new RegExp(`^ *(export )?(declare )?interface ${name} \\{`, "m"));
  if (start < 0) throw new Error(`no declaration of ${name}`);
  const indent = /^ */.exec(text.slice(start))?.[0] ?? "";
  const end = text.indexOf(`\n${indent}}`, start);
  const source = ts.createSourceFile(
    "one.d.ts",
    `${text.slice(start, end)}\n}`,
    ts.ScriptTarget.ES2023,
    true,
  );
  const declaration = source.statements.find(ts.isInterfaceDeclaration);
  const members = declaration?.members.filter(ts.isPropertySignature) ?? [];
  return new Map(members.map((one) => [one.name.getText(source), argumentOf(one, source, folder)]));
}

function argumentOf(member: ts.PropertySignature, source: ts.SourceFile, folder: string): Argument {
  const written = ts.getJSDocCommentsAndTags(member).map((one) => one.getText(source));
  return {
    required: member.questionToken === undefined,
    kind: member.type ? kindOf(member.type, folder) : { is: "any" },
    text: written.join("\n").replace(/^\s*\/?\*+\/?[ ]?/gm, ""),
  };
}

function kindOf(node: ts.TypeNode, folder: string): Kind {
  if (ts.isArrayTypeNode(node)) return { is: "list", item: kindOf(node.elementType, folder) };
  if (ts.isParenthesizedTypeNode(node)) return kindOf(node.type, folder);
  if (ts.isUnionTypeNode(node)) return eitherOf(node.types.map((one) => kindOf(one, folder)));
  if (ts.isTypeLiteralNode(node)) {
    const [index] = node.members.filter(ts.isIndexSignatureDeclaration);
    return { is: "map", item: index ? kindOf(index.type, folder) : { is: "any" } };
  }
  if (ts.isTypeReferenceNode(node)) return referenced(node, folder);
  const text = node.getText();
  return text === "string" || text === "number" || text === "boolean" ? { is: text } : { is: "any" };
}

/** `undefined` says nothing. A list of values beside `string` stands for what AWS takes: the package leaves it open for newer ones. */
function eitherOf(all: readonly Kind[]): Kind {
  const said = all.filter(({ is }) => is !== "any");
  const closed = said.filter(({ is }) => !(is === "string" && said.some((other) => other.is === "values")));
  const [first = { is: "any" } as const, ...more] = closed;
  return more.length === 0 ? first : { is: "either", kinds: closed };
}

function referenced(node: ts.TypeReferenceNode, folder: string): Kind {
  const name = node.typeName.getText();
  const [inner] = node.typeArguments ?? [];
  if (name === "pulumi.Input" && inner) return kindOf(inner, folder);
  const path = name.split(".").slice(1);
  if (name.startsWith("inputs.")) return { is: "object", fields: () => nested(path, folder) };
  if (name.startsWith("enums.")) return { is: "values", values: valuesOf(path, folder) };
  return { is: "any" };
}

const files = new Map<string, string>();

function read(file: string): string {
  const text = files.get(file) ?? readFileSync(file, "utf8");
  files.set(file, text);
  return text;
}

/** `rds.InstanceX` of the package's nested types; a package with few has them without a module. */
function nested(path: readonly string[], folder: string): Arguments {
  const key = [folder, ...path].join(" ");
  const found = nestedRead.get(key) ?? readNested(path, folder);
  nestedRead.set(key, found);
  return found;
}

const nestedRead = new Map<string, Arguments>();

function readNested(path: readonly string[], folder: string): Arguments {
  const text = read(join(folder, "types/input.d.ts"));
  const [name = "", module] = path.toReversed();
  const start = module === undefined ? 0 : text.indexOf(`export declare namespace ${module} {`);
  const end = module === undefined ? text.length : text.indexOf("\n}", start);
  return argumentsIn(text.slice(start, end), name, folder);
}

/** Values of `export declare const StorageType: { readonly GP3: "gp3"; … }`. */
function valuesOf(path: readonly string[], folder: string): readonly string[] {
  const file = join(folder, "types/enums", ...path.slice(0, -1), "index.d.ts");
  if (!existsSync(file)) throw new Error(`no values of ${path.join(".")}`);
  const text = read(file);
  const start = text.indexOf(`const ${path.at(-1) ?? ""}: {`);
  const body = text.slice(start, text.indexOf("\n};", start));
  return [...body.matchAll(/readonly \w+: "([^"]*)"/g)].map(([, value = ""]) => value);
}
