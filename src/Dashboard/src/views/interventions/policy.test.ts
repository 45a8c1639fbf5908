import { expect, test } from 'vitest';
import type { PolicyChange } from '../../api/types';
import { deciderOf } from './policy';

const proposed = { proposed_by: 'Ana María' } as PolicyChange;

test('who proposed a change may only take it back, however the name is written', () => {
  expect(deciderOf(proposed, ' ana maría ')).toBe('proposer');
  expect(deciderOf(proposed, 'Ben')).toBe('another');
});

test('without a name or a proposal there is nothing to decide', () => {
  expect(deciderOf(proposed, '')).toBe('nobody');
  expect(deciderOf(undefined, 'Ben')).toBe('nobody');
});
