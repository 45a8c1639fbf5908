const beyond = 12;

/** Which rows of a list are in sight, and some beyond: the first, and the one after the last. */
export function visible(top: number, height: number, rowHeight: number, rows: number): [first: number, end: number] {
  const end = Math.min(rows, Math.ceil((top + height) / rowHeight) + beyond);
  return [Math.max(0, Math.min(Math.floor(top / rowHeight) - beyond, end)), end];
}
