import { signal } from '@preact/signals';

const key = 'token';

/** What proves who works here, where the gateway knows people; empty where nothing was given. It goes with the tab. */
export const token = signal(typeof sessionStorage === 'undefined' ? '' : (sessionStorage.getItem(key) ?? ''));

/** Why the token that was there before is not any more, in the gateway's words; empty where it was not refused. */
export const refusal = signal('');

export function setToken(given: string): void {
  refusal.value = '';
  keep(given.trim());
}

/** Forgets a token that the gateway refused; one that was given since stays. */
export function forgetToken(refused: string, why: string): void {
  if (token.peek() !== refused) return;
  refusal.value = why;
  keep('');
}

function keep(proof: string): void {
  token.value = proof;
  if (proof) sessionStorage.setItem(key, proof);
  else sessionStorage.removeItem(key);
}
