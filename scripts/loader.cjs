// Loads the program's TypeScript without type checking (`npm run types` does that), each file transpiled once and kept
// in node_modules/.cache. docs/decisions/loader.md says why this is no library.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");

const cacheFolder = join(__dirname, "../node_modules/.cache/ladder");
const { version } = require("typescript/package.json");

// Pulumi loads these at start and needs them only to serialise functions into dynamic resources.
const loadedOnFirstUse = new Set(["typescript", "@npmcli/arborist"]);

require.extensions[".ts"] = (module, file) =>
  module._compile(transpiled(file, readFileSync(file, "utf8")), file);

function transpiled(file, source) {
  const key = createHash("sha256").update(`${version}\0${file}\0`).update(source).digest("hex");
  const cached = join(cacheFolder, `${key}.js`);
  try {
    return readFileSync(cached, "utf8");
  } catch {
    return kept(cached, transpile(file, source));
  }
}

function transpile(fileName, source) {
  const ts = require("typescript");
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2023,
    esModuleInterop: true,
    inlineSourceMap: true,
    inlineSources: false,
  };
  return ts.transpileModule(source, { fileName, compilerOptions }).outputText;
}

// A cache that cannot be written costs time, nothing else.
function kept(path, text) {
  try {
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, text);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    return text;
  }
  return text;
}

const load = Module._load;
Module._load = function (request, parent, isMain) {
  const deferred = loadedOnFirstUse.has(request) && parent?.filename?.includes("@pulumi");
  return deferred
    ? onFirstUse(() => load.call(this, request, parent, isMain))
    : load.call(this, request, parent, isMain);
};

function onFirstUse(loadNow) {
  let loaded;
  const get = (_, property) => (property === "__esModule" ? true : (loaded ??= loadNow())[property]);
  return new Proxy({}, { get });
}
