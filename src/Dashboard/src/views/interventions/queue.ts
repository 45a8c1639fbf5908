/** Which of a list is looked at after a step down or up; the first where it is none of them. */
export function stepTo(ids: readonly string[], from: string | undefined, step: number): string | undefined {
  const place = from === undefined ? -1 : ids.indexOf(from);
  return place < 0 ? ids[0] : ids[Math.max(0, Math.min(ids.length - 1, place + step))];
}

/** Which comes when one is gone: the one below, or else above; undefined where none is left. */
export function nextOf(ids: readonly string[], gone: string | undefined): string | undefined {
  const place = gone === undefined ? -1 : ids.indexOf(gone);
  return place < 0 ? ids[0] : (ids[place + 1] ?? ids[place - 1]);
}
