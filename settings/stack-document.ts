import { type Document, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";
import { escaped } from "./quoted";
import { type Problem, SettingsError } from "./problems";

/**
 * Plain scalars that Pulumi's parser (YAML 1.1 rules) takes for another value than YAML 1.2 says: octal and binary
 * numbers, numbers with underscores, dates. Measured with Pulumi 3.259: 014 becomes 12, a date becomes a time in UTC.
 */
const ambiguous = /^([-+]?0\d+|[-+]?0b[01_]+|[-+]?\d[\d_.]*_[\d_.]*|\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?)$/;

/** Syntax errors after the first few are mostly its consequences. */
const shownErrors = 5;

/** Parses a stack's YAML. Throws SettingsError with the place of every syntax error. */
export function stackDocument(text: string, file: string): Document.Parsed {
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  // merge: Pulumi's parser follows `<<` too. prettyErrors would quote the file, which may hold secrets.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    logLevel: "silent",
  });
  const problems = [
    ...syntaxProblems(document, place),
    ...ambiguousScalars(document.contents, place),
    ...cyclicAliases(document, place),
  ];
  if (problems.length > 0) throw new SettingsError(problems);
  return document;
}

function syntaxProblems({ errors }: Document.Parsed, place: (offset: number) => string): readonly Problem[] {
  return errors.slice(0, shownErrors).map(({ code, message, pos }) => {
    const problem = code === "DUPLICATE_KEY" ? "the same key twice" : `not valid YAML: ${yamlWords(message)}`;
    return { path: place(pos[0]), problem };
  });
}

function yamlWords(message: string): string {
  return message.includes("call stack") ? "nested too deeply" : escaped(message.split("\n")[0] ?? "");
}

function ambiguousScalars(contents: Node | null, place: (offset: number) => string): readonly Problem[] {
  const problems: Problem[] = [];
  visit(contents, {
    Scalar: (key, node) => {
      if (key === "key" || !isScalar(node) || node.type !== "PLAIN" || !ambiguous.test(node.source ?? ""))
        return;
      problems.push({
        path: place(node.range?.[0] ?? 0),
        problem: "means different things to different YAML parsers",
        hint: "put it in quotes",
      });
    },
  });
  return problems;
}

/** An alias inside of what it stands for has no end. */
function cyclicAliases(document: Document.Parsed, place: (offset: number) => string): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document.contents, {
    Alias: (_, node, parents) => {
      const target = node.resolve(document);
      if (target === undefined || !parents.includes(target)) return;
      problems.push({ path: place(node.range?.[0] ?? 0), problem: "an alias inside of its own anchor" });
    },
  });
  return problems;
}
