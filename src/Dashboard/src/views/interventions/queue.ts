/** Which of a list is looked at after a step down or up; the first where it is none of them. */
export function stepTo(ids: readonly string[], from: string | undefined, step: number): string | undefined {
  const place = from === undefined ? -1 : ids.indexOf(from);
  return place < 0 ? ids[0] : ids[Math.max(0, Math.min(ids.length - 1, place + step))];
}

/** Which comes when one is gone: the next below that is still there now, or else above; undefined where none is left. */
export function nextOf(ids: readonly string[], gone: string, now: readonly string[] = ids): string | undefined {
  const place = ids.indexOf(gone);
  const after = [...ids.slice(place + 1), ...ids.slice(0, Math.max(0, place)).reverse(), ...now];
  return after.find((id) => id !== gone && now.includes(id));
}
