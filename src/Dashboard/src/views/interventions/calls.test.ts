import { describe, expect, it } from 'vitest';
import { standingOf } from './calls';

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
