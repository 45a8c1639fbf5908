import { signal } from '@preact/signals';
import { isCommand } from './keys';
import { go, href } from './router';
import { toggleTheme } from './theme';

export interface Shortcut {
  keys: string;
  does: string;
  run: () => void;
}

export const helpOpen = signal(false);

export const shortcuts: readonly Shortcut[] = [
  { keys: '/', does: 'Find a customer', run: () => document.querySelector<HTMLInputElement>('#find')?.focus() },
  { keys: 'g o', does: 'Go to the risk overview', run: () => go(href('/')) },
  { keys: 'g c', does: 'Go to the customers', run: () => go(href('/customers')) },
  { keys: 'g l', does: 'Go to the live monitor', run: () => go(href('/live')) },
  { keys: 'g m', does: 'Go to the model', run: () => go(href('/model')) },
  { keys: 'g i', does: 'Go to the interventions', run: () => go(href('/interventions')) },
  { keys: 'g q', does: 'Go to the approval queue', run: () => go(href('/interventions', { tab: 'queue' })) },
  { keys: 'e', does: 'Export the first table as CSV', run: () => document.querySelector<HTMLButtonElement>('[data-export]')?.click() },
  { keys: 'p', does: 'Print', run: () => window.print() },
  { keys: 't', does: 'Change between light and dark', run: toggleTheme },
  {
    keys: '?',
    does: 'Show these shortcuts',
    run: () => {
      helpOpen.value = true;
    },
  },
];

/** Which shortcut a key completes, and what is begun if none. */
export function match(begun: string, key: string): { run?: Shortcut; begun: string } {
  for (const typed of begun ? [`${begun} ${key}`, key] : [key]) {
    const run = shortcuts.find((shortcut) => shortcut.keys === typed);
    if (run) return { run, begun: '' };
    if (shortcuts.some((shortcut) => shortcut.keys.startsWith(`${typed} `))) return { begun: typed };
  }
  return { begun: '' };
}

export function listenToKeys(): void {
  let begun = '';
  let forget = 0;
  document.addEventListener('keydown', (event) => {
    if (!isCommand(event)) return;
    const found = match(begun, event.key);
    window.clearTimeout(forget);
    begun = found.begun;
    if (begun) forget = window.setTimeout(() => (begun = ''), 1500);
    if (!found.run) return;
    event.preventDefault();
    found.run.run();
  });
}
