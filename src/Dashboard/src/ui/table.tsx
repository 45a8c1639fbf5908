import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { go } from '../app/router';
import { count } from '../format/format';
import { save, toCsv } from './csv';
import { Empty } from './states';
import { visible } from './visible';

export interface Column<T> {
  title: string;
  /** What a cell shows. */
  cell: (row: T) => ComponentChildren;
  /** What goes into the CSV; a column without it is left out there. */
  value?: (row: T) => unknown;
  right?: boolean;
  /** Left out where the table is as narrow as on a phone. */
  wide?: boolean;
  /** Left out unless the table is as wide as on a laptop. */
  widest?: boolean;
  /** Takes the room that the others leave, and is cut where that is short. */
  fill?: boolean;
  /** Sorts by value where this is set; by the list's own order otherwise. */
  sorts?: boolean;
}

interface Props<T> {
  name: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  empty: ComponentChildren;
  height?: number;
  /** Where a row leads to. */
  link?: (row: T) => string;
  keyOf: (row: T) => string | number;
}

const rowHeight = 37;
const mostPrinted = 200;

/** A table of any length, of which only the rows in sight are in the page. Arrow keys move, Enter opens. */
export function Table<T>({ name, columns, rows, empty, height = 480, link, keyOf }: Props<T>) {
  const frame = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  // By its key: rows may be pushed in above it.
  const [chosen, setChosen] = useState<string | number>();
  const [sort, setSort] = useState<{ column: number; down: boolean }>();
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const [before, after] = [() => setPrinting(true), () => setPrinting(false)];
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  const sorted = sort ? sortedBy(rows, columns[sort.column]?.value, sort.down) : rows;
  const active = chosen === undefined ? -1 : sorted.findIndex((row) => keyOf(row) === chosen);
  const [first, end] = printing ? [0, Math.min(sorted.length, mostPrinted)] : visible(top, height, rowHeight, sorted.length);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, j: 1, k: -1 }[event.key];
    if (step) {
      const next = Math.max(0, Math.min(sorted.length - 1, active + step));
      const row = sorted[next];
      setChosen(row && keyOf(row));
      const place = frame.current;
      if (place) place.scrollTop = Math.max(Math.min(place.scrollTop, next * rowHeight), (next + 2) * rowHeight - height);
      event.preventDefault();
    } else if (event.key === 'Enter' && link && event.target === frame.current) {
      const row = sorted[active];
      if (row) go(link(row));
    }
  };

  if (rows.length === 0) return <Empty>{empty}</Empty>;
  return (
    <div
      ref={frame}
      class="table"
      style={{ '--height': `${height}px` }}
      tabIndex={0}
      role="group"
      aria-label={`${name}, ${rows.length} rows`}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <table aria-rowcount={sorted.length + 1} aria-label={name}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column, index) => (
              <th
                key={column.title}
                scope="col"
                class={classOf(column)}
                aria-sort={sort?.column === index ? (sort.down ? 'descending' : 'ascending') : undefined}
              >
                {column.sorts ? (
                  <button type="button" onClick={() => setSort(nextSort(sort, index))}>
                    {column.title}
                    <span aria-hidden="true">{sort?.column === index ? (sort.down ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                ) : (
                  column.title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <Spacer rows={first} columns={columns.length} />}
          {sorted.slice(first, end).map((row, index) => (
            <tr key={keyOf(row)} aria-rowindex={first + index + 2} aria-selected={first + index === active}>
              {columns.map((column) => (
                <td key={column.title} class={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
          {end < sorted.length &&
            (printing ? (
              <tr>
                <td colSpan={columns.length}>{count(sorted.length - end)} more are not printed</td>
              </tr>
            ) : (
              <Spacer rows={sorted.length - end} columns={columns.length} />
            ))}
        </tbody>
      </table>
    </div>
  );
}

const styles = ['right', 'wide', 'widest', 'fill'] as const;

const classOf = <T,>(column: Column<T>): string => styles.filter((style) => column[style]).join(' ');

function Spacer({ rows, columns }: { rows: number; columns: number }) {
  return (
    <tr class="spacer">
      <td colSpan={columns} style={{ height: `${rows * rowHeight}px` }} />
    </tr>
  );
}

function nextSort(sort: { column: number; down: boolean } | undefined, column: number) {
  if (sort?.column !== column) return { column, down: true };
  return sort.down ? { column, down: false } : undefined;
}

function sortedBy<T>(rows: readonly T[], value: ((row: T) => unknown) | undefined, down: boolean): readonly T[] {
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

interface ExportProps<T> {
  name: string;
  columns: readonly Column<T>[];
  /** All rows, which may have to be fetched first. */
  rows: () => Promise<readonly T[]> | readonly T[];
}

export function ExportButton<T>({ name, columns, rows }: ExportProps<T>) {
  const [failed, setFailed] = useState('');
  const run = async () => {
    try {
      const taken = columns.filter((column) => column.value);
      const lines = (await rows()).map((row) => taken.map((column) => column.value?.(row)));
      save(
        `${name}.csv`,
        toCsv(
          taken.map((column) => column.title),
          lines,
        ),
      );
      setFailed('');
    } catch (error) {
      setFailed((error as Error).message);
    }
  };
  return (
    <span class="row no-print">
      {failed && (
        <span class="bad small" role="alert">
          {failed}
        </span>
      )}
      <button type="button" class="button quiet small" data-export onClick={run}>
        Export CSV
      </button>
    </span>
  );
}
