import type { ComponentChildren } from 'preact';

/** One column of a table of rows. */
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
  /** Has a line of its own on a card, and is not cut there. */
  whole?: boolean;
  /** Sentences: as wide as two other columns; on a card three lines, which are cut where that is short. */
  text?: boolean;
  /** Sorts by value where this is set; by the list's own order otherwise. */
  sorts?: boolean;
}
