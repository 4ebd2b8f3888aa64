// Registers the resources of graph.json, a graph as cli/evaluate records it, so that the engine itself shows them.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const pulumi = require("@pulumi/pulumi");

const reference = /\$\{(urn:[^}]+)\.([A-Za-z0-9_]+)\}/g;
const graph = JSON.parse(readFileSync(join(process.cwd(), "graph.json"), "utf8"));
const made = new Map();
const read = outputsThatAreRead();

// Only the stacks of Ladder have such a one; it makes all rules count.
new pulumi.ComponentResource("ladder:tiers:Compose", "compose");
for (const { urn, type, name, inputs } of graph) {
  const props = {
    ...Object.fromEntries((read.get(urn) ?? []).map((output) => [output, undefined])),
    ...value(inputs),
  };
  made.set(urn, new pulumi.CustomResource(type, name, props));
}

// A resource of Pulumi's has an output for each key it was made with.
function outputsThatAreRead() {
  const found = new Map();
  for (const [, urn, output] of JSON.stringify(graph).matchAll(reference))
    if (output !== "id") found.set(urn, [...(found.get(urn) ?? []), output]);
  return found;
}

function value(given) {
  if (given === "[secret]") return pulumi.secret("canary");
  if (typeof given === "string") return text(given);
  if (Array.isArray(given)) return given.map(value);
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([key, item]) => [key, value(item)]));
}

// What refers to a resource that is not there stays text.
function text(given) {
  const parts = [...given.matchAll(reference)].filter(([, urn]) => made.has(urn));
  if (parts.length === 0) return given;
  const outputs = parts.map(([, urn, output]) => made.get(urn)[output]);
  return pulumi
    .all(outputs)
    .apply((known) => parts.reduce((filled, [part], index) => filled.replaceAll(part, known[index]), given));
}
