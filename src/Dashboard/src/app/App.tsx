import type { ComponentType } from 'preact';
import { useEffect, useErrorBoundary, useState } from 'preact/hooks';
import { Failed, Loading } from '../ui/states';
import { Find } from './Find';
import { Help } from './Help';
import { icons } from './icons';
import { href, place } from './router';
import { Status } from './Status';
import { helpOpen } from './shortcuts';
import { isDark, repaint, toggleTheme } from './theme';

type Page = ComponentType<{ id: string }>;

interface Section {
  path: string;
  title: string;
  short: string;
  icon: string;
  load: () => Promise<Page>;
}

const sections: readonly Section[] = [
  {
    path: '/',
    title: 'Risk overview',
    short: 'Overview',
    icon: icons.overview,
    load: async () => (await import('../views/overview/Overview')).Overview,
  },
  {
    path: '/customers',
    title: 'Customers',
    short: 'Customers',
    icon: icons.customers,
    load: async () => (await import('../views/customers/Customers')).Customers,
  },
  {
    path: '/live',
    title: 'Live monitor',
    short: 'Live',
    icon: icons.live,
    load: async () => (await import('../views/live/LivePage')).LivePage,
  },
  {
    path: '/model',
    title: 'Model',
    short: 'Model',
    icon: icons.model,
    load: async () => (await import('../views/model/ModelPage')).ModelPage,
  },
  {
    path: '/interventions',
    title: 'Interventions',
    short: 'Interventions',
    icon: icons.interventions,
    load: async () => (await import('../views/interventions/InterventionsPage')).InterventionsPage,
  },
];

const customer: Section = {
  path: '/customers',
  title: 'Customer',
  short: '',
  icon: '',
  load: async () => (await import('../views/customer/CustomerPage')).CustomerPage,
};

/** A part of a path as it was written; null where it is none that could have been. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** Which page a path means, and whose. */
function routeOf(path: string): { section: Section | undefined; id: string } {
  const [, first = '', id = '', more] = path.split('/');
  if (more !== undefined) return { section: undefined, id: '' };
  if (first === 'customers' && id) {
    const customerId = decoded(id);
    return { section: customerId === null ? undefined : customer, id: customerId ?? '' };
  }
  return { section: id ? undefined : sections.find((section) => section.path === `/${first}`), id: '' };
}

export function App() {
  const { section, id } = routeOf(place.value.path);
  useEffect(() => {
    document.title = `${id || section?.title || 'Not found'} · PreDelinquency`;
  }, [section, id]);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <div class="shell">
        <header class="top no-print">
          <Find />
          <Status />
          <ThemeButton />
          <button type="button" class="button quiet" onClick={() => (helpOpen.value = true)} aria-label="Keyboard shortcuts">
            <kbd>?</kbd>
          </button>
        </header>
        <aside class="side">
          <a class="brand" href={href('/')}>
            <img src="/dashboard/icon.svg" alt="" />
            PreDelinquency
          </a>
          <nav class="nav" aria-label="Pages">
            {sections.map((entry) => (
              <a key={entry.path} href={href(entry.path)} aria-current={entry.path === section?.path ? 'page' : undefined}>
                <svg
                  viewBox="0 0 20 20"
                  aria-hidden="true"
                  fill="none"
                  stroke="currentColor"
                  stroke-width="1.6"
                  stroke-linecap="round"
                  stroke-linejoin="round"
                >
                  <path d={entry.icon} />
                </svg>
                {entry.short}
              </a>
            ))}
          </nav>
          <footer class="small">
            <a class="button quiet" href="/docs" target="_blank" rel="noreferrer">
              API
            </a>
          </footer>
        </aside>
        <main id="main" tabIndex={-1}>
          {section ? <Loaded key={section.title + id} load={section.load} id={id} /> : <NotFound />}
        </main>
      </div>
      <Help />
    </>
  );
}

function ThemeButton() {
  void repaint.value;
  return (
    <button type="button" class="button quiet" onClick={toggleTheme} aria-label={isDark() ? 'Light colours' : 'Dark colours'} title="t">
      <svg
        viewBox="0 0 20 20"
        width="18"
        height="18"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
      >
        <path d={isDark() ? icons.sun : icons.moon} />
      </svg>
    </button>
  );
}

function NotFound() {
  return (
    <div class="state">
      <h1>There is no such page</h1>
      <a href={href('/')}>To the risk overview</a>
    </div>
  );
}

/** A page of its own file, which comes when it is first shown. */
function Loaded({ load, id }: { load: () => Promise<Page>; id: string }) {
  const [page, setPage] = useState<{ Page?: Page; error?: Error }>({});
  // What breaks in a page takes neither menu nor search with it.
  const [broken] = useErrorBoundary();
  useEffect(() => {
    let gone = false;
    load().then(
      (found) => !gone && setPage({ Page: found }),
      // A file of a former build is gone once the gateway was updated.
      () => !gone && setPage({ error: new Error('The dashboard was updated. Load the page anew.') }),
    );
    return () => {
      gone = true;
    };
  }, [load]);
  const error = page.error ?? (broken as Error | undefined);
  if (error) return <Failed error={error} retry={() => window.location.reload()} />;
  return page.Page ? <page.Page id={id} /> : <Loading height={400} />;
}
