import { useState } from 'preact/hooks';
import { count } from '../format/format';
import type { Column } from './column';
import { save, toCsv } from './csv';

interface Props<T> {
  /** Of the file, without its ending. */
  name: string;
  columns: readonly Column<T>[];
  /** All rows, which may have to be fetched first. */
  rows: () => Promise<readonly T[]> | readonly T[];
  /** How many rows the list is cut at, where the API has no more of it. */
  most?: number;
}

/** Saves a table as CSV; it holds all rows, or says how many. */
export function ExportButton<T>({ name, columns, rows, most }: Props<T>) {
  const [state, setState] = useState<{ runs: boolean; failed?: string }>({ runs: false });
  const run = async () => {
    setState({ runs: true });
    try {
      const taken = columns.filter((column) => column.value);
      const lines = (await rows()).map((row) => taken.map((column) => column.value?.(row)));
      save(
        `${name}.csv`,
        toCsv(
          taken.map((column) => column.title.trim()),
          lines,
        ),
      );
      setState({ runs: false });
    } catch (error) {
      setState({ runs: false, failed: (error as Error).message });
    }
  };
  return (
    <span class="row no-print">
      {state.failed && (
        <span class="bad small" role="alert">
          {state.failed}
        </span>
      )}
      <button type="button" class="button quiet small" data-export={name} disabled={state.runs} onClick={run}>
        {state.runs ? 'Reading all…' : most ? `Export first ${count(most)} as CSV` : 'Export CSV'}
      </button>
    </span>
  );
}
