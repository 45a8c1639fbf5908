import { expect, test } from 'vitest';
import type { Intervention } from '../../api/types';
import { joined, mostKept } from './feed';

const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => ({ sequence: from - i }) as Intervention);

test('what is heard stands above what is known, each once', () => {
  const feed = joined({ items: down(10, 1), from: 0 }, down(12, 8));
  expect(feed?.items.map((item) => item.sequence)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test('nothing new changes nothing', () => {
  const feed = { items: down(10, 1), from: 0 };
  expect(joined(feed, down(10, 5))).toBe(feed);
});

test('where some were not heard they have to be read', () => {
  expect(joined({ items: down(10, 1), from: 0 }, down(300, 101))).toBeNull();
  expect(joined({ items: [], from: 7 }, down(10, 9))).toBeNull();
});

test('a feed that stays open is cut at its old end', () => {
  const feed = joined({ items: down(mostKept, 1), from: 0 }, down(mostKept + 200, mostKept + 1));
  expect([feed?.items.length, feed?.items.at(-1)?.sequence, feed?.from]).toEqual([mostKept, 201, 200]);
});

test('where older ones were asked for as many stay, and it grows no further', () => {
  const feed = joined({ items: down(mostKept + 1000, 1), from: 0 }, down(mostKept + 1200, mostKept + 1001));
  expect([feed?.items.length, feed?.items.at(-1)?.sequence, feed?.from]).toEqual([mostKept + 1000, 201, 200]);
});
