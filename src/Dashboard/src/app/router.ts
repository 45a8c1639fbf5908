import { signal } from '@preact/signals';
import { comeBack, leave, type PageLeft, scrollBack } from './wayBack';

/** Everything of an address that the dashboard knows: a path below /dashboard, and conditions. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

const base = '/dashboard';

export const place = signal<Place>(read());

function read(): Place {
  if (typeof window === 'undefined') return { path: '/', query: new URLSearchParams() };
  return placeOf(window.location.pathname + window.location.search);
}

/** The place that an address of the dashboard names. */
export function placeOf(address: string): Place {
  const [path = '', query = ''] = address.split('?', 2);
  const below = path.startsWith(base) ? path.slice(base.length) : path;
  return { path: `/${below.replace(/^\/+|\/+$/g, '')}`, query: new URLSearchParams(query) };
}

/** The address of a place; conditions that are null, undefined or empty are left out. */
export function href(path: string, query: Record<string, string | number | null | undefined> = {}): string {
  const conditions = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined && value !== '') conditions.set(name, String(value));
  const text = conditions.toString();
  return `${base}${path === '/' ? '/' : path}${text ? `?${text}` : ''}`;
}

/** Goes to an address of the dashboard. */
export function go(address: string, replace = false): void {
  const former = place.value.path;
  if (replace) window.history.replaceState(window.history.state, '', address);
  else {
    window.history.replaceState(leave(), '');
    window.history.pushState(null, '', address);
    comeBack(undefined);
  }
  place.value = read();
  if (place.value.path !== former) {
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  }
}

/** Changes conditions of the place where one is; each change is one step back for a filter, none for typing. */
export function setQuery(change: Record<string, string | null>, replace = false): void {
  const query = new URLSearchParams(place.value.query);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  }
  go(href(place.value.path, Object.fromEntries(query)), replace);
}

/** Lets links within the dashboard change the place without loading the page anew. */
export function followLinks(): void {
  window.addEventListener('popstate', (event) => {
    comeBack((event.state as PageLeft | null) ?? undefined);
    place.value = read();
    scrollBack();
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest?.('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== window.location.origin) return;
    // A place within the page that is open: the browser goes there by itself.
    if (link.hash && link.pathname === window.location.pathname && link.search === window.location.search) return;
    if (link.pathname !== base && !link.pathname.startsWith(`${base}/`)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
