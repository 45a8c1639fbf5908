import { place, setQuery } from '../app/router';

export interface Sorting {
  column: number;
  down: boolean;
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** Where the address keeps how a table is sorted. */
const keyOf = (table: string): string => `sort-${slug(table)}`;

/** How the address sorts a table of these columns; undefined where it does not, or names none of them. */
export function sortingOf(table: string, titles: readonly string[]): Sorting | undefined {
  const text = place.value.query.get(keyOf(table)) ?? '';
  const [down, name] = text.startsWith('-') ? [true, text.slice(1)] : [false, text];
  const column = name === '' ? -1 : titles.findIndex((title) => slug(title) === name);
  return column < 0 ? undefined : { column, down };
}

/** Sorts a table by a column: falling first, then rising, then as it came. */
export function sortBy(table: string, titles: readonly string[], column: number): void {
  const former = sortingOf(table, titles);
  const name = slug(titles[column] ?? '');
  const next = former?.column !== column ? `-${name}` : former.down ? name : null;
  setQuery({ [keyOf(table)]: next }, true);
}

/** Rows by a value of theirs; what has none comes last either way. */
export function sorted<T>(rows: readonly T[], value: ((row: T) => unknown) | undefined, down: boolean): readonly T[] {
  if (!value) return rows;
  const sign = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === y) return 0;
    if (x === null || x === undefined) return 1;
    if (y === null || y === undefined) return -1;
    return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y)));
  });
}
