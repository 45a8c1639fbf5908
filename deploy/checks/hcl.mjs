// node hcl.mjs FOLDER…: parses Terraform's files, and checks that what they refer to is declared beside them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { finish, problem } from "./problems.mjs";

let checked = 0;
for (const folder of process.argv.slice(2)) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".tf")).map((name) => join(folder, name));
  const texts = files.map((file) => ({ file, text: readFileSync(file, "utf8") }));
  const declared = new Set();
  for (const { file, text } of texts) {
    checked++;
    try {
      const { variable = {}, resource = {}, data = {}, locals = [], module = {} } = await parse(file, text);
      Object.keys(variable).forEach((name) => declared.add(`var.${name}`));
      Object.keys(module).forEach((name) => declared.add(`module.${name}`));
      locals.forEach((block) => Object.keys(block).forEach((name) => declared.add(`local.${name}`)));
      for (const [type, named] of Object.entries(resource)) Object.keys(named).forEach((name) => declared.add(`${type}.${name}`));
      for (const [type, named] of Object.entries(data)) Object.keys(named).forEach((name) => declared.add(`data.${type}.${name}`));
    } catch (error) {
      problem(file, error.message);
    }
  }
  for (const { file, text } of texts) {
    const code = text.replace(/^\s*#.*$/gm, "");
    for (const [name] of code.matchAll(/(?<![\w."/-])(var|local|module)\.\w+|(?<![\w."/-])(data\.)?google_\w+\.\w+/g))
      if (!declared.has(name)) problem(file, `${name} is not declared`);
  }
}

finish(checked);
