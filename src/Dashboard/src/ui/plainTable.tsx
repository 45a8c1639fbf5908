import type { Column } from './column';

interface Props<T> {
  name: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T, place: number) => string | number;
  class?: string;
}

/** A short table, all of which is on the page; the first column says what each row is of. */
export function PlainTable<T>({ name, columns, rows, keyOf, class: more = '' }: Props<T>) {
  return (
    <div class="scroll-x" tabIndex={0} role="group" aria-label={name}>
      <table class={`plain ${more}`}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={keyOf(row, place)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.title} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.title} class={column.right ? 'number' : ''} data-title={column.title}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
