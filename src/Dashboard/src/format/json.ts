const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * A JSON document with a line for each of its parts, otherwise letter by letter as it is: names that occur twice, numbers that no
 * computer holds. What is no JSON stays as it is altogether.
 */
export function indented(document: string): string {
  if (!isJson(document)) return document;
  let [text, depth, opened] = ['', 0, false];
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const [token] of document.matchAll(tokens)) {
    const closes = token === '}' || token === ']';
    if (closes) depth--;
    if (opened !== closes && (opened || closes)) text += line();
    opened = token === '{' || token === '[';
    if (opened) depth++;
    text += token === ':' ? ': ' : token === ',' ? `,${line()}` : token;
  }
  return text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
