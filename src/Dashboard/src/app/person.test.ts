import { describe, expect, it } from 'vitest';
import { nameOf } from './person';

describe('a name', () => {
  it('is what is left without spaces around and in a row', () => expect(nameOf('  Ana   María ')).toBe('Ana María'));

  it('is none where nothing is left', () => expect(nameOf(' \t ')).toBeNull());

  it('has at most 100 characters, and none of them halved', () => {
    expect(nameOf('x'.repeat(300))).toHaveLength(100);
    expect(nameOf('😀'.repeat(101))).toBe('😀'.repeat(100));
  });
});
