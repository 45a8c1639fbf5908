const bounds = [
  ['1 to 13 days', 13],
  ['14 to 30 days', 30],
  ['31 to 60 days', 60],
  ['61 to 90 days', 90],
  ['Over 90 days', Number.POSITIVE_INFINITY],
] as const;

/** How many missed payments were seen how long before; 0 days: not at all. */
export function leadBins(days: readonly number[]): { title: string; count: number; warned: boolean }[] {
  const bins = [{ title: 'Not warned', count: days.filter((d) => d <= 0).length, warned: false }];
  let above = 0;
  for (const [title, most] of bounds) {
    const [from, to] = [above, most];
    bins.push({ title, count: days.filter((d) => d > from && d <= to).length, warned: true });
    above = most;
  }
  return bins;
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? null) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
