import { beforeEach, describe, expect, it, vi } from 'vitest';

let people: typeof import('./person');
let setToken: typeof import('../api/token').setToken;

beforeEach(async () => {
  vi.resetModules();
  const storage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  vi.stubGlobal('sessionStorage', storage);
  vi.stubGlobal('localStorage', storage);
  people = await import('./person');
  ({ setToken } = await import('../api/token'));
});

describe('a name', () => {
  it('is what is left without spaces around and in a row', () => expect(people.nameOf('  Ana   María ')).toBe('Ana María'));

  it('is none where nothing is left', () => expect(people.nameOf(' \t ')).toBeNull());

  it('has at most 100 characters, and none of them halved', () => {
    expect(people.nameOf('x'.repeat(300))).toHaveLength(100);
    expect(people.nameOf('😀'.repeat(101))).toBe('😀'.repeat(100));
  });
});

describe('who works here', () => {
  it('is nobody until the gateway said whether it knows people', () => {
    people.setPerson('Ana');
    expect(people.person.value).toBe('');

    people.setBearer({ token: '', peopleKnown: false, name: '' });

    expect([people.person.value, people.unproven.value]).toEqual(['Ana', false]);
  });

  it('is whom the token belongs to where people are known, and never a name that was remembered', () => {
    people.setPerson('Ana');
    people.setBearer({ token: '', peopleKnown: true, name: '' });
    expect([people.person.value, people.unproven.value]).toEqual(['', true]);

    setToken('bens');
    people.setBearer({ token: 'bens', peopleKnown: true, name: 'ben' });

    expect([people.person.value, people.unproven.value]).toEqual(['ben', false]);
  });

  it('is nobody any more as soon as the token is another', () => {
    setToken('bens');
    people.setBearer({ token: 'bens', peopleKnown: true, name: 'ben' });

    setToken('');

    expect(people.person.value).toBe('');
  });
});
