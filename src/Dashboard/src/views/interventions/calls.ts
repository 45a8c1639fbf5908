import type { Call } from '../../api/types';

/** Whose a call is: mine, taken by somebody else, to be made later, or free. A claim that ran out is free again. */
export function standingOf(
  call: Pick<Call, 'claimed_by' | 'claimed_until' | 'next_at'>,
  by: string,
  now: number,
): 'mine' | 'taken' | 'later' | 'free' {
  if (call.claimed_by !== null && call.claimed_until !== null && Date.parse(call.claimed_until) > now)
    return call.claimed_by === by ? 'mine' : 'taken';
  return Date.parse(call.next_at) > now ? 'later' : 'free';
}
