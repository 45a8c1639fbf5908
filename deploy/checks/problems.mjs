// What a check found, one a line; the exit code says whether it was anything.
const found = [];

export function problem(place, text) {
  found.push(`${place}: ${text}`);
}

export function finish(checked) {
  if (checked === 0) problem("check", "there was nothing to check");
  for (const line of found) console.log(line);
  console.log(`${checked} checked, ${found.length} problems`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
