/** How a table was left: where it was scrolled to, and the row that was chosen or opened. */
export interface TableLeft {
  top: number;
  row: string | null;
}

/** How a page was left; it is kept with its entry of the browser's history. */
export interface PageLeft {
  y: number;
  tables: Record<string, TableLeft>;
}

const shown = new Map<string, () => TableLeft>();
let returning: PageLeft | undefined;

/** A table of this name is on the page, and says how it stands when it is asked. */
export function remember(name: string, how: () => TableLeft): () => void {
  shown.set(name, how);
  return () => {
    if (shown.get(name) === how) shown.delete(name);
  };
}

/** How the page stands now. */
export function leave(): PageLeft {
  return { y: globalThis.scrollY ?? 0, tables: Object.fromEntries([...shown].map(([name, how]) => [name, how()])) };
}

/** One came back to a page that was left like this; undefined where it is new. */
export function comeBack(left: PageLeft | undefined): void {
  returning = left;
}

/** How a table was left, once: what it does from then on is its own. */
export function tableLeft(name: string): TableLeft | undefined {
  const { [name]: found, ...others } = returning?.tables ?? {};
  if (returning) returning = { ...returning, tables: others };
  return found;
}

/** Scrolls to where the page was left, once it is long enough again; nothing where somebody scrolls meanwhile. */
export function scrollBack(): void {
  const y = returning?.y ?? 0;
  if (y === 0) return;
  const grown = new ResizeObserver(() => {
    if (document.documentElement.scrollHeight < y + window.innerHeight) return;
    done();
    window.scrollTo(0, y);
  });
  const done = () => {
    grown.disconnect();
    for (const event of ['wheel', 'keydown', 'pointerdown', 'popstate']) window.removeEventListener(event, done);
  };
  for (const event of ['wheel', 'keydown', 'pointerdown', 'popstate']) window.addEventListener(event, done);
  grown.observe(document.body);
}
