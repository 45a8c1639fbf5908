import { expect, test } from 'vitest';
import { comeBack, leave, remember, tableLeft } from './wayBack';

test('what is on the page when it is left is found on the way back, once', () => {
  const forget = remember('Customers', () => ({ top: 370, row: 'c000123' }));
  const left = leave();
  forget();
  expect(leave().tables).toEqual({});

  comeBack(left);

  expect(tableLeft('Features')).toBeUndefined();
  expect(tableLeft('Customers')).toEqual({ top: 370, row: 'c000123' });
  expect(tableLeft('Customers')).toBeUndefined();
});

test('a page that is new begins at its top', () => {
  comeBack({ y: 0, tables: { Customers: { top: 9, row: null } } });
  comeBack(undefined);
  expect(tableLeft('Customers')).toBeUndefined();
});

test('a table that took the place of another stays when that one goes', () => {
  const former = remember('Customers', () => ({ top: 1, row: null }));
  const latter = remember('Customers', () => ({ top: 2, row: null }));
  former();
  expect(leave().tables).toEqual({ Customers: { top: 2, row: null } });
  latter();
});
