import { computed, signal } from '@preact/signals';
import { token } from '../api/token';

const key = 'person';
const longest = 100;

/** What the gateway says of who bears a token, or none. */
interface Bearer {
  token: string;
  /** Whether it knows people; else a name is what somebody says. */
  peopleKnown: boolean;
  /** Whose token it is; empty where nobody's. */
  name: string;
}

const bearer = signal<Bearer | undefined>(undefined);
const remembered = signal(typeof localStorage === 'undefined' ? '' : (localStorage.getItem(key) ?? ''));

/**
 * Who works here: what approvals and calls are recorded under. Where the gateway knows people, whom it says the token belongs to;
 * else the name that was asked for once and is remembered by this browser. Empty before, and while the gateway has not said which.
 */
export const person = computed(() => {
  const said = bearer.value;
  if (said?.token !== token.value) return '';
  return said.peopleKnown ? said.name : remembered.value;
});

/** Whether the gateway takes a token for what changes anything, and there is none that it knows. */
export const unproven = computed(() => {
  const said = bearer.value;
  return said?.token === token.value && said.peopleKnown && said.name === '';
});

/** Whether the gateway knows who works here by a token; else a name is what somebody says. */
export const proven = computed(() => bearer.value?.token === token.value && bearer.value.peopleKnown);

/** A name as the gateway takes it: 1 to 100 characters; null where there is none in it. */
export function nameOf(typed: string): string | null {
  const name = [...typed.trim().replace(/\s+/g, ' ')].slice(0, longest).join('').trim();
  return name === '' ? null : name;
}

/** Takes what the gateway says of a token. */
export function setBearer(said: Bearer): void {
  bearer.value = said;
}

/** Remembers a name, where people are not known. */
export function setPerson(typed: string): void {
  remembered.value = nameOf(typed) ?? '';
  if (remembered.value) localStorage.setItem(key, remembered.value);
  else localStorage.removeItem(key);
}
