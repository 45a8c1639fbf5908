import type { ComponentChildren } from 'preact';
import { Card } from './card';
import type { Column } from './column';
import { ExportButton } from './export';
import { Table } from './table';

interface Props<T> {
  title: string;
  note?: ComponentChildren;
  /** The name of the table, where the title is not enough. */
  name?: string;
  /** Of its CSV, without the ending. */
  file: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  /** Rows for the CSV, where they are more than those shown. */
  all?: () => Promise<readonly T[]>;
  height?: number;
  keyOf: (row: T) => string | number;
  link?: (row: T) => string;
  empty: ComponentChildren;
  /** What stands above the table. */
  children?: ComponentChildren;
}

/** A table with its title and its CSV. */
export function TableCard<T>({ title, note, name = title, file, columns, rows, all, children, ...table }: Props<T>) {
  return (
    <Card title={title} note={note} actions={<ExportButton name={file} columns={columns} rows={all ?? (() => rows)} />}>
      {children}
      <Table name={name} columns={columns} rows={rows} {...table} />
    </Card>
  );
}
