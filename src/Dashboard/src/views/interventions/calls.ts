import type { Call, ClaimedCall } from '../../api/types';

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

export interface HeldCall {
  intervention_id: string;
  customer_id: string;
}

/** What this page last did about a call: claimed it, with its number and words, or ended that. */
export type Claim = { by: string; at: number } & ({ call: ClaimedCall; ended: false } | { call: HeldCall; ended: true });

interface Held {
  /** The call that is made just now. After a reload it is still its agent's, though its number is not known to the page any more. */
  held?: HeldCall | undefined;
  /** Its number and words. */
  claimed?: ClaimedCall | undefined;
  /** One that this page claimed, and that is not this agent's any more. */
  lost?: HeldCall | undefined;
}

/** Whose call is made on this page, by the list and by what the page did since that was asked for; both moments by the browser's clock. */
export function heldOf(calls: readonly Call[], asked: number, latest: Claim | undefined, by: string, now: number): Held {
  // Who has said another name meanwhile has not lost a call: it is still the other's.
  const claim = latest?.by === by ? latest : undefined;
  const listed = calls.find((call) => standingOf(call, by, now) === 'mine')?.contact;
  const id = claim?.call.intervention_id;
  // A list that was asked for before does not know of it.
  const known = claim === undefined || asked > claim.at;
  if (!claim || claim.ended) return { held: !known && listed?.intervention_id === id ? undefined : listed };
  if (!known || listed?.intervention_id === id) return { held: claim.call, claimed: claim.call };
  return { held: listed, lost: claim.call };
}
