import { describe, expect, it } from 'vitest';
import { match, shortcuts } from './shortcuts';

describe('shortcuts', () => {
  it('of two keys are completed by the second', () => {
    const { begun } = match('', 'g');
    expect(begun).toBe('g');
    expect(match(begun, 'c').run?.does).toBe('Go to the customers');
  });

  it('of one key still count after a key that leads nowhere', () => {
    expect(match('g', '?').run?.keys).toBe('?');
    expect(match('', 'x')).toEqual({ begun: '' });
  });

  it('are told apart', () => {
    expect(new Set(shortcuts.map((s) => s.keys)).size).toBe(shortcuts.length);
  });
});
