// node kubernetes.mjs FILE…: checks each object of rendered manifests against Kubernetes' schema (and KEDA's and GKE's).
// The compiled schemas know what is required, of which type and in which form; as they let unknown fields pass, the
// object is also compiled as a literal of its type, which TypeScript does not.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { parseAllDocuments } from "yaml";
import { finish, problem } from "./problems.mjs";

const packages = { "keda.sh": "@kubernetes-models/keda", "cloud.google.com": "@kubernetes-models/gke" };

function moduleOf({ apiVersion, kind }) {
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  return `${packages[group] ?? "kubernetes-models"}/${apiVersion}/${kind}`;
}

const objects = [];
for (const file of process.argv.slice(2)) {
  for (const document of parseAllDocuments(readFileSync(file, "utf8"), { uniqueKeys: true })) {
    for (const error of document.errors) problem(file, error.message);
    const object = document.toJS();
    if (object === null) continue;
    const place = `${file}: ${object.kind}/${object.metadata?.name}`;
    try {
      const module = moduleOf(object);
      objects.push({ place, object, module, type: (await import(module))[object.kind] });
    } catch (error) {
      problem(place, `no schema of ${object.apiVersion} ${object.kind}: ${error.message.split("\n")[0]}`);
    }
  }
}

for (const { place, object, type } of objects) {
  try {
    new type(object).validate();
  } catch (error) {
    problem(place, error.message);
  }
}

// One line per object, so that the line of an error says which.
const source = objects
  .map(({ object, module }, i) => `import type { I${object.kind} as T${i} } from "${module}"; export const o${i}: T${i} = ${JSON.stringify(object)};`)
  .join("\n");
const literal = fileURLToPath(new URL("objects.ts", import.meta.url));
const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16, target: ts.ScriptTarget.ES2022 };
const host = ts.createCompilerHost(options);
const { getSourceFile, fileExists, readFile } = host;
host.getSourceFile = (name, ...rest) => (name === literal ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest));
host.fileExists = (name) => name === literal || fileExists.call(host, name);
host.readFile = (name) => (name === literal ? source : readFile.call(host, name));
for (const { file, start, messageText } of ts.getPreEmitDiagnostics(ts.createProgram([literal], options, host))) {
  const at = file?.fileName === literal ? objects[file.getLineAndCharacterOfPosition(start).line].place : (file?.fileName ?? "types");
  problem(at, ts.flattenDiagnosticMessageText(messageText, " ").slice(0, 400));
}

finish(objects.length);
