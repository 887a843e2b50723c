// Reads a JSON array of Kubernetes objects from standard input, prints a line for each that lacks a required member or
// has a value that no enumeration knows. Kinds that are no part of Kubernetes itself are left out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
let problems = 0;
for (const object of JSON.parse(readFileSync(0, "utf8"))) {
  const api = object.apiVersion === "v1" ? "v1" : object.apiVersion;
  if (api.startsWith("monitoring.coreos.com/") || api.startsWith("gateway.networking.k8s.io/")) {
    continue;
  }
  const Model = require(`kubernetes-models/${api}/${object.kind}`)[object.kind];
  try {
    new Model(object).validate();
  } catch (error) {
    problems++;
    console.log(`${object.kind} ${object.metadata?.name}: ${error.message}`);
  }
}
process.exitCode = problems === 0 ? 0 : 1;
