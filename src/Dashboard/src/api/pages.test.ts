import { expect, test } from 'vitest';
import { allOf } from './pages';

const list = Array.from({ length: 25 }, (_, index) => index);
const pageOf = (size: number) => {
  const asked: (number | undefined)[] = [];
  const page = async (from: number | undefined) => {
    asked.push(from);
    const start = from ?? 0;
    return { items: list.slice(start, start + size), next: start + size < list.length ? start + size : null };
  };
  return { asked, page };
};

test('a list of many pages comes whole and in order', async () => {
  const { asked, page } = pageOf(10);
  expect(await allOf(page)).toEqual(list);
  expect(asked).toEqual([undefined, 10, 20]);
});

test('one page is asked for once, and none is no error', async () => {
  const { asked, page } = pageOf(100);
  expect(await allOf(page)).toEqual(list);
  expect(asked).toEqual([undefined]);
  expect(await allOf(async () => ({ items: [], next: null }))).toEqual([]);
});

test('a page that fails fails the whole: half a list is no export', async () => {
  await expect(
    allOf(async (from: number | undefined) => {
      if (from) throw new Error('gone');
      return { items: [1], next: 1 };
    }),
  ).rejects.toThrow('gone');
});
