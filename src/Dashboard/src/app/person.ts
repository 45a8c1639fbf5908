import { signal } from '@preact/signals';

const key = 'person';
const longest = 100;

/** Who works here: what approvals and calls are recorded under. Asked once and remembered by this browser; empty before. */
export const person = signal(typeof localStorage === 'undefined' ? '' : (localStorage.getItem(key) ?? ''));

/** A name as the gateway takes it: 1 to 100 characters; null where there is none in it. */
export function nameOf(typed: string): string | null {
  const name = [...typed.trim().replace(/\s+/g, ' ')].slice(0, longest).join('').trim();
  return name === '' ? null : name;
}

export function setPerson(typed: string): void {
  person.value = nameOf(typed) ?? '';
  if (person.value) localStorage.setItem(key, person.value);
  else localStorage.removeItem(key);
}
