import { signal } from '@preact/signals';

const key = 'token';

/** What proves who works here, where the gateway knows people; empty where nothing was given. It goes with the tab. */
export const token = signal(typeof sessionStorage === 'undefined' ? '' : (sessionStorage.getItem(key) ?? ''));

export function setToken(given: string): void {
  token.value = given.trim();
  if (token.value) sessionStorage.setItem(key, token.value);
  else sessionStorage.removeItem(key);
}
