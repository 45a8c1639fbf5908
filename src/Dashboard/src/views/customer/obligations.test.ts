import { describe, expect, it } from 'vitest';
import type { Transaction } from '../../api/types';
import { duesOf } from './obligations';

const paid = (on: string, over: Partial<Transaction> = {}): Transaction => ({
  transaction_id: `${on}-${over.category}`,
  customer_id: 'c',
  timestamp: `${on}T09:00:00+01:00`,
  amount: 650,
  direction: 'debit',
  category: 'rent',
  channel: 'transfer',
  status: 'completed',
  balance_after: null,
  currency: null,
  merchant: null,
  due_date: null,
  ...over,
});
const rent = { category: 'rent', due_day: 31, amount: 650 };

describe('obligations', () => {
  it('fall on the last day of a shorter month', () => {
    expect(duesOf([rent], [], '2026-02-15', 20, 50).map((due) => due.on)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
  });

  it('are paid, late, failed, open or ahead', () => {
    const transactions = [
      paid('2026-01-30'),
      paid('2026-03-04', { due_date: '2026-02-28' }),
      paid('2026-03-31', { due_date: '2026-03-31', status: 'failed' }),
    ];
    const states = duesOf([rent], transactions, '2026-05-01', 110, 40).map((due) => [due.on, due.state]);
    expect(states).toEqual([
      ['2026-01-31', 'paid'],
      ['2026-02-28', 'late'],
      ['2026-03-31', 'failed'],
      ['2026-04-30', 'open'],
      ['2026-05-31', 'ahead'],
    ]);
  });

  it('may still be paid on their day', () => {
    expect(duesOf([rent], [], '2026-04-30', 0, 0)).toMatchObject([{ on: '2026-04-30', state: 'ahead' }]);
    expect(duesOf([rent], [], '2026-05-01', 1, 0)).toMatchObject([{ on: '2026-04-30', state: 'open' }]);
  });

  it('are not paid by a payment of another size or twice by one', () => {
    expect(duesOf([rent], [paid('2026-01-31', { amount: 60 })], '2026-02-10', 20, 0)[0]?.state).toBe('open');
    expect(
      duesOf([rent, { ...rent, due_day: 30 }], [paid('2026-01-31')], '2026-02-10', 20, 0)
        .map((due) => due.state)
        .sort(),
    ).toEqual(['open', 'paid']);
  });
});
