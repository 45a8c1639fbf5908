// node promql.mjs FILE…: parses every query of Grafana dashboards, and of the rules and alerts of Prometheus.
import { readFileSync } from "node:fs";
import { parser } from "@prometheus-io/lezer-promql";
import { parse } from "yaml";
import { finish, problem } from "./problems.mjs";

let checked = 0;

function check(file, expression) {
  checked++;
  // Grafana puts an interval there.
  const query = expression.replaceAll("$__rate_interval", "1m");
  parser.parse(query).iterate({
    enter(node) {
      if (node.type.isError) problem(file, `${expression} cannot be parsed at ${node.from}`);
    },
  });
}

function walk(file, value) {
  if (Array.isArray(value)) value.forEach((item) => walk(file, item));
  else if (value !== null && typeof value === "object")
    for (const [key, inner] of Object.entries(value)) key === "expr" && typeof inner === "string" ? check(file, inner) : walk(file, inner);
}

for (const file of process.argv.slice(2)) walk(file, parse(readFileSync(file, "utf8")));
finish(checked);
