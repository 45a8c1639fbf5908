import type { PolicyChange } from '../../api/types';

/** What somebody is to a proposed change, by the gateway's rule: names are the same whatever their case and the spaces around them. */
export function deciderOf(proposed: PolicyChange | undefined, by: string): 'nobody' | 'proposer' | 'another' {
  if (!proposed || by === '') return 'nobody';
  return proposed.proposed_by.trim().toUpperCase() === by.trim().toUpperCase() ? 'proposer' : 'another';
}
