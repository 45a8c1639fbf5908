import { describe, expect, it } from 'vitest';
import type { Call, ClaimedCall } from '../../api/types';
import { type Claim, heldOf, standingOf } from './calls';

describe('a call', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  const [before, after] = ['2026-03-01T11:00:00Z', '2026-03-01T13:00:00Z'];

  it('is free, or to be made later', () => {
    expect(standingOf({ claimed_by: null, claimed_until: null, next_at: before }, 'Ana', now)).toBe('free');
    expect(standingOf({ claimed_by: null, claimed_until: null, next_at: after }, 'Ana', now)).toBe('later');
  });

  it('is theirs who claimed it', () => {
    expect(standingOf({ claimed_by: 'Ana', claimed_until: after, next_at: after }, 'Ana', now)).toBe('mine');
    expect(standingOf({ claimed_by: 'Ben', claimed_until: after, next_at: after }, 'Ana', now)).toBe('taken');
  });

  it('is nobody’s once the claim ran out', () => {
    expect(standingOf({ claimed_by: 'Ben', claimed_until: before, next_at: before }, 'Ana', now)).toBe('free');
  });
});

describe('the call that is made here', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  const contact = { intervention_id: 'i1', customer_id: 'c1' };
  const call = (by: string | null, until = '2026-03-01T13:00:00Z') =>
    ({ contact, claimed_by: by, claimed_until: until, next_at: '2026-03-01T11:00:00Z' }) as Call;
  const claimed: Claim = { call: { ...contact, phone: '+34 600' } as ClaimedCall, by: 'Ana', at: 100, ended: false };

  it('is the one that was claimed, before and after the list knows', () => {
    expect(heldOf([call(null)], 90, claimed, 'Ana', now)).toEqual({ held: claimed.call, claimed: claimed.call });
    expect(heldOf([call('Ana')], 110, claimed, 'Ana', now)).toEqual({ held: claimed.call, claimed: claimed.call });
  });

  it('is lost once a later list says so: claimed by another, run out, or gone', () => {
    for (const calls of [[call('Ben')], [call('Ana', '2026-03-01T11:59:00Z')], []])
      expect(heldOf(calls, 110, claimed, 'Ana', now)).toEqual({ held: undefined, lost: claimed.call });
  });

  it('is not lost to who has given another name meanwhile', () =>
    expect(heldOf([call('Ana')], 110, claimed, 'Ben', now)).toEqual({ held: undefined }));

  it('is over once it was ended, though an older list still has it', () => {
    const ended: Claim = { call: contact, by: 'Ana', at: 100, ended: true };
    expect(heldOf([call('Ana')], 90, ended, 'Ana', now).held).toBeUndefined();
    expect(heldOf([call('Ana')], 110, ended, 'Ana', now).held).toEqual(contact);
  });

  it('is found on the list after a reload, without its number', () =>
    expect(heldOf([call('Ana')], 90, undefined, 'Ana', now)).toEqual({ held: contact }));
});
