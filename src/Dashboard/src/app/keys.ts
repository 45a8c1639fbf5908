import { signal } from '@preact/signals';

const key = 'single_keys';

/** Whether single keys are commands. Who dictates, or hits a key by accident, switches them off; this browser remembers it. */
export const keysOn = signal(typeof localStorage === 'undefined' || localStorage.getItem(key) !== 'off');

export function setKeysOn(on: boolean): void {
  keysOn.value = on;
  if (on) localStorage.removeItem(key);
  else localStorage.setItem(key, 'off');
}

/** Whether a key that was pressed may be a command: it is part of no text, of no dialog and of no shortcut of the browser's. */
export function isCommand(event: KeyboardEvent): boolean {
  if (!keysOn.value || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false;
  return (event.target as Element).closest('input, select, textarea, dialog') === null;
}
