import { beforeEach, describe, expect, it, vi } from 'vitest';
import { place, placeOf } from '../app/router';
import { sortBy, sorted, sortingOf } from './sorting';

const titles = ['Customer', '7 days', 'In the score'];

beforeEach(() => {
  place.value = placeOf('/dashboard/customers?level=HIGH');
  // The router reads the address that it wrote.
  const location = { pathname: '/dashboard/customers', search: '?level=HIGH' };
  vi.stubGlobal('window', {
    location,
    scrollTo: () => undefined,
    history: {
      state: null,
      replaceState: (_state: unknown, _title: string, address: string) => {
        const [pathname = '', search = ''] = address.split('?');
        Object.assign(location, { pathname, search: search && `?${search}` });
      },
    },
  });
});

describe('a table', () => {
  it('is sorted by the address: falling, rising, then as it came', () => {
    const orders = [0, 1, 2].map(() => {
      sortBy('Top features', titles, 2);
      return place.value.query.get('sort-top-features');
    });
    expect(orders).toEqual(['-in-the-score', 'in-the-score', null]);
    expect(place.value.query.get('level')).toBe('HIGH');
  });

  it('is as it came where the address names no column of it', () => {
    place.value = placeOf('/dashboard/customers?sort-customers=-7-days&sort-features=none');
    expect(sortingOf('Customers', titles)).toEqual({ column: 1, down: true });
    expect(sortingOf('Features', titles)).toBeUndefined();
    expect(sortingOf('Models', titles)).toBeUndefined();
  });
});

describe('rows', () => {
  it('without a value come last either way', () => {
    const rows = [{ v: 2 }, { v: null }, { v: 10 }, { v: 1 }];
    expect(sorted(rows, (row) => row.v, false).map((row) => row.v)).toEqual([1, 2, 10, null]);
    expect(sorted(rows, (row) => row.v, true).map((row) => row.v)).toEqual([10, 2, 1, null]);
  });
});
