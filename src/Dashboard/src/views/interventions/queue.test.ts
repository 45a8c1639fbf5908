import { describe, expect, it } from 'vitest';
import { nextOf, stepTo } from './queue';

describe('the queue', () => {
  const ids = ['a', 'b', 'c'];

  it('is walked through, and ends at its ends', () => {
    expect(stepTo(ids, 'a', 1)).toBe('b');
    expect(stepTo(ids, 'c', 1)).toBe('c');
    expect(stepTo(ids, 'a', -1)).toBe('a');
  });

  it('begins anew from what is not in it', () => {
    expect(stepTo(ids, 'gone', 1)).toBe('a');
    expect(stepTo(ids, undefined, -1)).toBe('a');
    expect(stepTo([], 'a', 1)).toBeUndefined();
  });

  it('goes on below what was decided, or above at its end', () => {
    expect(nextOf(ids, 'a')).toBe('b');
    expect(nextOf(ids, 'c')).toBe('b');
    expect(nextOf(['a'], 'a')).toBeUndefined();
    expect(nextOf(ids, 'gone')).toBe('a');
    expect(nextOf(['gone'], 'gone')).toBeUndefined();
  });

  it('goes on to one that is still there, where others went meanwhile', () => {
    expect(nextOf(ids, 'a', ['a', 'c'])).toBe('c');
    expect(nextOf(ids, 'a', ['c', 'b'])).toBe('b');
    expect(nextOf(ids, 'c', ['a', 'new'])).toBe('a');
    expect(nextOf(ids, 'a', ['new'])).toBe('new');
    expect(nextOf(ids, 'a', [])).toBeUndefined();
  });
});
