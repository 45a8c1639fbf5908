import { afterEach, describe, expect, it } from 'vitest';
import { isCommand, keysOn } from './keys';

const pressed = (within: string | null, more: Partial<KeyboardEvent> = {}) =>
  ({ target: { closest: () => within }, ...more }) as unknown as KeyboardEvent;

afterEach(() => {
  keysOn.value = true;
});

describe('a key', () => {
  it('is a command where nothing is typed', () => expect(isCommand(pressed(null))).toBe(true));

  it('is none in a field, with a modifier, or held down', () => {
    expect(isCommand(pressed('input'))).toBe(false);
    for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { repeat: true }])
      expect(isCommand(pressed(null, more))).toBe(false);
  });

  it('is none once single keys were switched off', () => {
    keysOn.value = false;
    expect(isCommand(pressed(null))).toBe(false);
  });
});
