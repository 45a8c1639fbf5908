import type { Models } from '../../api/types';

/** A change of roles that somebody is about to make. */
export interface Change {
  title: string;
  says: string;
  version: string;
  doubts: readonly string[];
  run: (by: string, force: boolean) => Promise<unknown>;
}

/** What the cards of roles and models show, and how they have a change confirmed. */
export interface RegistryProps {
  page: Models;
  propose: (change: Change) => void;
}

/** The roles that a model may have, and what each means. */
export const roles = [
  ['champion', 'Its scores have consequences'],
  ['challenger', 'Meant to become the champion'],
  ['shadow', 'Scores beside it, without consequences'],
  ['previous', 'A rollback makes it the champion again'],
] as const;

export const titleOf = (role: string): string => role.charAt(0).toUpperCase() + role.slice(1);
