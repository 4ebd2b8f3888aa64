import { appNames } from "../app-name";
import { assumedMemoryMb } from "../compose/limits";
import type { Joined, JoinedApp } from "../joined";
import type { Place } from "../place";
import { JoiningProblem } from "../problem";
import { builtFolder } from "./built-folder";
import { commandLines } from "./command-line";

/** The port that web processes get as PORT; any will do, for they read it. */
const port = 8080;

const line = /^(?<process>[A-Za-z0-9_-]+):\s*(?<command>\S.*)$/;

/** Turns a Procfile into apps: https://devcenter.heroku.com/articles/procfile, read 2026-11-21. */
export function joinProcfile(text: string, file: string, place: Place): Joined {
  const processes = text.split(/\r?\n/).flatMap((row) => {
    const found = line.exec(row.trim())?.groups;
    return found === undefined ? [] : [[found.process ?? "", found.command ?? ""] as const];
  });
  const unread = text.split(/\r?\n/).flatMap((row, index) => {
    const isSilent = row.trim() === "" || row.trim().startsWith("#") || line.test(row.trim());
    // Not quoted: it may hold a secret.
    return isSilent ? [] : [`line ${index + 1} is no process (name: command), ignored`];
  });
  const running = processes.filter(([name]) => name !== "release");
  if (running.length === 0)
    throw new JoiningProblem(`${file}: no process; allowed lines such as web: npm start`);
  const release = processes.find(([name]) => name === "release")?.[1];
  const source = builtFolder(file, place);
  const nameFor = appNames();
  const first = running.find(([name]) => name === "web") ?? running[0];
  const apps = running.map((process): JoinedApp => {
    const [name, command] = process;
    const lines = commandLines(command, process === first ? release : undefined);
    return {
      settings: {
        name: nameFor(name === "web" ? place.name : `${place.name}-${name}`),
        ...source,
        ...(name === "web" && { port }),
        ...lines.settings,
        memoryMb: assumedMemoryMb,
      },
      origin: `process ${name}`,
      notes: [...lines.notes, `memoryMb: ${assumedMemoryMb} assumed; docker stats shows what it needs`],
      covered: [],
    };
  });
  return { apps, leftOut: [], notes: [...fileNotes(running.length), ...unread], secretTexts: [] };
}

function fileNotes(processes: number): readonly string[] {
  return [
    "A Procfile names no database, cache, variables or secrets: write database: true, cache: true, env: and secrets: into the apps that need them",
    ...(processes > 1
      ? ["Each app has a database of its own: processes that work on one database belong into one container"]
      : []),
  ];
}
