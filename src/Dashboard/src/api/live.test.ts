import { describe, expect, it } from 'vitest';
import { newest } from './live';

describe('what was heard', () => {
  it('stands newest first, and does not grow without end', () => {
    let heard: number[] = [];
    for (let i = 0; i < 10_000; i += 3) heard = newest([i, i + 1, i + 2], heard);
    expect(heard).toHaveLength(200);
    expect(heard.slice(0, 3)).toEqual([10_001, 10_000, 9_999]);
  });
});
