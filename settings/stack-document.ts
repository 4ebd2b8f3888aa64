import { type Document, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";
import { type Problem, SettingsError } from "./problems";

/**
 * Plain scalars that Pulumi's parser (YAML 1.1 rules) takes for another value than YAML 1.2 says: octal and binary
 * numbers, numbers with underscores, dates. Measured with Pulumi 3.259: 014 becomes 12, a date becomes a time in UTC.
 */
const ambiguous = /^([-+]?0\d+|[-+]?0b[01_]+|[-+]?\d[\d_.]*_[\d_.]*|\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?)$/;

/** Parses a stack's YAML. Throws SettingsError with the place of every syntax error. */
export function stackDocument(text: string, file: string): Document.Parsed {
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const document = parsed(text, file, lines);
  const problems = [...syntaxProblems(document, place), ...ambiguousScalars(document.contents, place)];
  if (problems.length > 0) throw new SettingsError(problems);
  return document;
}

/** merge: Pulumi's parser follows `<<` too. prettyErrors would quote the file, which may hold secrets. */
function parsed(text: string, file: string, lineCounter: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, merge: true, logLevel: "silent" });
  } catch {
    // The parser is recursive: extreme nesting exhausts the stack.
    throw new SettingsError([{ path: file, problem: "not valid YAML: nested too deeply" }]);
  }
}

function syntaxProblems({ errors }: Document.Parsed, place: (offset: number) => string): readonly Problem[] {
  return errors.map(({ code, message, pos }) => ({
    path: place(pos[0]),
    problem: code === "DUPLICATE_KEY" ? "the same key twice" : `not valid YAML: ${message.split("\n")[0]}`,
  }));
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
