import { signal } from '@preact/signals';

const key = 'token';

/** Only such a one can be sent at all: what has other characters was copied with something around it. */
const sendable = /^[\x21-\x7e]+$/;

/** What proves who works here, where the gateway knows people; empty where nothing was given. It goes with the tab. */
export const token = signal(kept());

/** Why the token that was there before is not any more, in the gateway's words; empty where it was not refused. */
export const refusal = signal('');

export function setToken(given: string): void {
  const proof = given.trim();
  const taken = proof === '' || sendable.test(proof);
  refusal.value = taken ? '' : 'This is no token: a token has letters, digits and signs of ASCII alone, without spaces.';
  keep(taken ? proof : '');
}

/** Forgets a token that the gateway refused; one that was given since stays. */
export function forgetToken(refused: string, why: string): void {
  if (token.peek() !== refused) return;
  refusal.value = why;
  keep('');
}

function kept(): string {
  const proof = typeof sessionStorage === 'undefined' ? '' : (sessionStorage.getItem(key) ?? '');
  return sendable.test(proof) ? proof : '';
}

function keep(proof: string): void {
  token.value = proof;
  if (proof) sessionStorage.setItem(key, proof);
  else sessionStorage.removeItem(key);
}
