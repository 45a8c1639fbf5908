import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { go } from '../app/router';
import { remember, tableLeft } from '../app/wayBack';
import { count } from '../format/format';
import type { Column } from './column';
import { sortBy, sorted as sortedBy, sortingOf } from './sorting';
import { Empty } from './states';
import { useTableFit } from './useTableFit';
import { visible } from './visible';

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

const mostPrinted = 200;

/**
 * A table of any length, of which only the rows in sight are in the page. Arrow keys move, Enter opens. On a phone each row is a card,
 * so that nothing has to be pushed sideways to be read.
 */
export function Table<T>({ name, columns, rows, empty, height = 480, link, keyOf }: Props<T>) {
  const frame = useRef<HTMLDivElement>(null);
  const [left] = useState(() => tableLeft(name));
  const [top, setTop] = useState(left?.top ?? 0);
  // By its key: rows may be pushed in above it.
  const [chosen, setChosen] = useState(left?.row ?? null);
  const titles = columns.map((column) => column.title);
  const sort = sortingOf(name, titles);
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
  const how = useRef(chosen);
  how.current = chosen;
  useEffect(
    () =>
      remember(name, () => ({
        top: frame.current?.scrollTop ?? 0,
        row: frame.current?.querySelector<HTMLElement>('tr:focus-within')?.dataset['key'] ?? how.current,
      })),
    [name],
  );
  const filled = rows.length > 0;
  const { fit, rowHeight } = useTableFit(frame, filled);
  useEffect(() => {
    if (!filled || !left || !frame.current) return;
    frame.current.scrollTop = left.top;
    if (left.row !== null) frame.current.focus({ preventScroll: true });
  }, [filled]);
  const sorted = sort ? sortedBy(rows, columns[sort.column]?.value, sort.down) : rows;
  const active = chosen === null ? -1 : sorted.findIndex((row) => String(keyOf(row)) === chosen);
  const [first, end] = printing ? [0, Math.min(sorted.length, mostPrinted)] : visible(top, height, rowHeight, sorted.length);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, j: 1, k: -1 }[event.key];
    if (step) {
      const next = Math.max(0, Math.min(sorted.length - 1, active + step));
      const row = sorted[next];
      setChosen(row ? String(keyOf(row)) : null);
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
      class={fit === 'cards' ? 'table cards' : 'table'}
      data-fit={fit}
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
                  <button type="button" onClick={() => sortBy(name, titles, index)}>
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
          {first > 0 && <Spacer height={first * rowHeight} columns={columns.length} />}
          {sorted.slice(first, end).map((row, index) => (
            <tr key={keyOf(row)} data-key={keyOf(row)} aria-rowindex={first + index + 2} aria-selected={first + index === active}>
              {columns.map((column) => (
                <td key={column.title} class={classOf(column)} data-title={column.title}>
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
              <Spacer height={(sorted.length - end) * rowHeight} columns={columns.length} />
            ))}
        </tbody>
      </table>
    </div>
  );
}

const styles = ['right', 'wide', 'widest', 'fill', 'whole', 'text'] as const;

/** A name of more letters leaves its value no room in half of a card. */
const shortName = 16;

const classOf = <T,>(column: Column<T>): string =>
  [...styles.filter((style) => column[style]), ...(column.title.length > shortName ? ['long'] : [])].join(' ');

function Spacer({ height, columns }: { height: number; columns: number }) {
  return (
    <tr class="spacer">
      <td colSpan={columns} style={{ height: `${height}px` }} />
    </tr>
  );
}
