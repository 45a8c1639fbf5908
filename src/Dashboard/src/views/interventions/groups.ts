export interface Group {
  name: string;
  count: number;
}

/** How many items have which value, the most frequent first. */
export function groupsOf<T>(items: readonly T[], value: (item: T) => string): Group[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(value(item), (counts.get(value(item)) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}
