import { signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const stored = typeof localStorage === 'undefined' ? null : localStorage.getItem('theme');

export const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system');

/** Grows when colours change, so that what is drawn with them is drawn anew. */
export const repaint = signal(0);

export function setTheme(next: Theme): void {
  theme.value = next;
  if (next === 'system') {
    localStorage.removeItem('theme');
    delete document.documentElement.dataset['theme'];
  } else {
    localStorage.setItem('theme', next);
    document.documentElement.dataset['theme'] = next;
  }
  repaint.value++;
}

const systemIsDark = (): boolean => window.matchMedia('(prefers-color-scheme: dark)').matches;

export function isDark(): boolean {
  return theme.value === 'system' ? systemIsDark() : theme.value === 'dark';
}

/** The other colours; where those are the system's own, it is followed from then on. */
export function toggleTheme(): void {
  const dark = !isDark();
  setTheme(dark === systemIsDark() ? 'system' : dark ? 'dark' : 'light');
}

export function followSystem(): void {
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    repaint.value++;
  });
}

/** Paper is white: what is printed is drawn in light colours, whichever are chosen. */
export function printInLight(): void {
  window.addEventListener('beforeprint', () => {
    document.documentElement.dataset['theme'] = 'light';
  });
  window.addEventListener('afterprint', () => setTheme(theme.value));
}

/** The colour that a custom property stands for now. */
export function colour(name: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
