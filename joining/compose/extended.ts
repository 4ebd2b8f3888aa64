import { posix } from "node:path";
import { quoted } from "../../settings/quoted";
import { type Fields, fields, isFields } from "../../settings/settings-view";
import type { Place } from "../place";
import { JoiningProblem } from "../problem";
import { yamlMap } from "../yaml-map";
import { pathFrom, rebased } from "./rebased";
import { pairs, scalarText } from "./values";

/** Longer chains are a circle. */
const longestChain = 20;

interface Source {
  readonly services: Fields;
  /** Its path from the first file's folder. */
  readonly file: string;
  readonly place: Place;
  readonly notes: string[];
}

/** The services, each with what it extends: https://docs.docker.com/reference/compose-file/services/#extends */
export function extended(services: Fields, file: string, place: Place) {
  const notes: string[] = [];
  const source = { services, file, place, notes };
  const whole = Object.entries(services).map(
    ([name, service]) => [name, withBase(name, fields(service), source, 0)] as const,
  );
  return { services: new Map(whole), notes };
}

function withBase(name: string, service: Fields, source: Source, length: number): Fields {
  const { extends: base, ...own } = service;
  if (base === undefined || base === null) return own;
  if (length > longestChain) throw new JoiningProblem(`${source.file}: ${quoted(name)} extends itself`);
  const found = baseOf(base, source);
  if (typeof found === "string") {
    source.notes.push(`service ${quoted(name)}: extends: ${found}`);
    return own;
  }
  return merged(withBase(found.name, found.service, found.source, length + 1), own);
}

/** The service that is extended, or why there is none. */
function baseOf(base: unknown, source: Source) {
  const wanted = isFields(base) ? scalarText(base.service) : scalarText(base);
  const file = isFields(base) ? scalarText(base.file) : undefined;
  if (wanted === undefined) return "no service is named";
  const path = file === undefined ? source.file : fromFirst(file, source);
  const from = path === source.file ? source : otherFile(path, source);
  if (from === undefined) return `the file ${quoted(file ?? "")} cannot be read`;
  const service = Object.hasOwn(from.services, wanted) ? from.services[wanted] : undefined;
  if (!isFields(service)) return `there is no service ${quoted(wanted)}`;
  return { name: wanted, service: rebased(service, posix.dirname(from.file)), source: from };
}

/** The path of a file that another one names, from the first file's folder. */
function fromFirst(file: string, { file: naming }: Source): string {
  return posix.normalize(pathFrom(posix.dirname(naming), file));
}

function otherFile(file: string, { place, notes }: Source): Source | undefined {
  const text = place.read(file);
  return text === undefined
    ? undefined
    : { services: fields(yamlMap(text, file).services), file, place, notes };
}

/** Own settings go before those of the base; maps and lists of both count, but a command is one thing. */
function merged(base: Fields, own: Fields): Fields {
  const both = Object.keys(own).filter((key) => Object.hasOwn(base, key));
  return {
    ...base,
    ...own,
    ...Object.fromEntries(both.map((key) => [key, mergedValue(key, base[key], own[key])])),
  };
}

function mergedValue(key: string, base: unknown, own: unknown): unknown {
  if (key === "environment" || key === "labels")
    return Object.fromEntries([...pairs(base), ...pairs(own)].map(([name, value]) => [name, value ?? null]));
  if (key === "command" || key === "entrypoint") return own;
  if (isFields(base) && isFields(own)) return { ...base, ...own };
  return Array.isArray(base) && Array.isArray(own) ? [...(base as unknown[]), ...(own as unknown[])] : own;
}
