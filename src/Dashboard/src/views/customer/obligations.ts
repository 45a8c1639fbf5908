import type { Profile, Transaction } from '../../api/types';

type Obligation = NonNullable<NonNullable<Profile['obligations']>[number]>;

/** One due date of a known bill. */
export interface Due {
  category: string;
  amount: number;
  /** A calendar day, like 2026-03-01. */
  on: string;
  /** paid, late (paid after its day), failed (tried, not paid), open (its day is over) or ahead. */
  state: 'paid' | 'late' | 'failed' | 'open' | 'ahead';
}

const dayMs = 86_400_000;
/** A bill counts as the one of a month when it was paid so many days around its due day. */
const reachDays = 14;

const iso = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
const dayOf = (text: string): number => Math.floor(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / dayMs);

/** The due dates of known bills within a span of days around today, in order of day, each with what became of it. */
export function duesOf(
  obligations: readonly (Obligation | null)[],
  transactions: readonly Transaction[],
  today: string,
  before: number,
  after: number,
): Due[] {
  const now = dayOf(today);
  const taken = new Set<string>();
  const dues: Due[] = [];
  for (const obligation of obligations) {
    if (!obligation?.category || !obligation.due_day || obligation.amount === null || obligation.amount === undefined) continue;
    for (const day of dueDays(obligation.due_day, now - before, now + after)) {
      const found = transactions.find(
        (t) =>
          !taken.has(t.transaction_id) &&
          t.category === obligation.category &&
          t.direction === 'debit' &&
          t.status === 'completed' &&
          (t.due_date ? dayOf(t.due_date) === day : Math.abs(dayOf(t.timestamp) - day) <= reachDays) &&
          Math.abs(t.amount / (obligation.amount ?? 1) - 1) < 0.5,
      );
      if (found) taken.add(found.transaction_id);
      const tried = transactions.some(
        (t) => t.category === obligation.category && t.status !== 'completed' && t.due_date && dayOf(t.due_date) === day,
      );
      const state = found ? (dayOf(found.timestamp) > day ? 'late' : 'paid') : tried ? 'failed' : day < now ? 'open' : 'ahead';
      dues.push({ category: obligation.category, amount: obligation.amount, on: iso(day), state });
    }
  }
  return dues.sort((a, b) => a.on.localeCompare(b.on) || a.category.localeCompare(b.category));
}

// In a shorter month the last day counts.
function* dueDays(dueDay: number, from: number, through: number): Generator<number> {
  const first = new Date(from * dayMs);
  for (let month = first.getUTCMonth(); ; month++) {
    const last = new Date(Date.UTC(first.getUTCFullYear(), month + 1, 0)).getUTCDate();
    const day = Date.UTC(first.getUTCFullYear(), month, Math.min(dueDay, last)) / dayMs;
    if (day > through) return;
    if (day >= from) yield day;
  }
}
