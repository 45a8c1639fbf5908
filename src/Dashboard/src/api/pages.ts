import { get } from './client';
import type { CustomerHistory, DeadLetter, Intervention, OptOut, RoleChange, StandingCustomer } from './types';

const largest = 1000;
const largestOfCustomers = 10_000;

interface Page<T, C> {
  items: readonly T[];
  /** What to go on with; null at the end. */
  next: C | null | undefined;
}

/** All items of a list, page by page; undefined asks for the first page. */
export async function allOf<T, C>(page: (from: C | undefined) => Promise<Page<T, C>>): Promise<T[]> {
  const all: T[] = [];
  let from: C | undefined;
  do {
    const { items, next } = await page(from);
    for (const item of items) all.push(item);
    from = next ?? undefined;
  } while (from !== undefined);
  return all;
}

/** Every customer who meets the conditions. */
export const allCustomers = (conditions: Record<string, string>): Promise<StandingCustomer[]> =>
  allOf(async (offset: number | undefined) => {
    const page = await get('/customers', { query: { ...conditions, limit: largestOfCustomers, ...(offset !== undefined && { offset }) } });
    return { items: page.items, next: page.next_offset };
  });

type List = 'transactions' | 'scores' | 'interventions';

/** One of a customer's three lists whole, the newest first. */
export const allHistory = <L extends List>(id: string, list: L): Promise<CustomerHistory[L]['items'][number][]> =>
  allOf(async (before: string | undefined) => {
    const history = await get('/customer/{id}/history', { params: { id }, query: { limit: largest, ...(before && { before }) } });
    const { items, next_before } = history[list];
    return { items: items as CustomerHistory[L]['items'][number][], next: next_before };
  });

/** Every change of roles of models, the latest first. */
export const allRoleChanges = (): Promise<RoleChange[]> =>
  allOf(async (before_revision: number | undefined) => {
    const page = await get('/models/history', { query: { limit: largest, ...(before_revision && { before_revision }) } });
    return { items: page.items, next: page.next_before_revision };
  });

/** Every opt-out that holds, the latest first; of one channel, where one is named. */
export const allOptOuts = (channel: string | null): Promise<OptOut[]> =>
  allOf(async (after: string | undefined) => {
    const page = await get('/opt_outs', { query: { limit: largest, ...(channel && { channel }), ...(after && { after }) } });
    return { items: page.items, next: page.next_after };
  });

/** Every proposal that there ever was, the newest first. */
export const allInterventions = async (): Promise<Intervention[]> => (await bySequence('/interventions')).reverse();

/** Everything that was ever refused, the newest first. */
export const allDeadLetters = async (): Promise<DeadLetter[]> => (await bySequence('/dead_letters')).reverse();

const bySequence = <P extends '/interventions' | '/dead_letters'>(path: P) =>
  allOf(async (after_sequence: number | undefined) => {
    const page = (await get(path, { query: { after_sequence: after_sequence ?? 0, limit: largest } as never })) as {
      items: (P extends '/interventions' ? Intervention : DeadLetter)[];
      next_sequence: number;
    };
    return { items: page.items, next: page.items.length < largest ? null : page.next_sequence };
  });
