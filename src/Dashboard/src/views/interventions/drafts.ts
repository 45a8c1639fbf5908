import type { Message } from '../../api/types';

/** Other words for a contact's message, and the message that they are to take the place of. */
export interface Words {
  read: Message;
  text: string;
  subject: string | null;
}

/** What somebody typed of a contact and neither sent nor left: other words for its message, why it is rejected. */
interface Drafts {
  words?: Words | undefined;
  reason?: string | undefined;
}

const drafts = new Map<string, Drafts>();

/** By contact: a key, or another contact in between, throws nothing away. */
export const draftsOf = (id: string): Drafts => drafts.get(id) ?? {};

/** Keeps one of both as it is now; undefined or nothing in place of it leaves it. */
export function keepDraft(id: string, draft: Drafts): void {
  const kept = { ...draftsOf(id), ...draft };
  if (kept.words || kept.reason) drafts.set(id, kept);
  else drafts.delete(id);
}

/** What was typed was sent, or is no longer asked for. */
export const dropDrafts = (id: string): void => void drafts.delete(id);

/** The form that stands open where something was typed; both may have been begun. */
export function draftedForm(id: string): 'edit' | 'reject' | undefined {
  const { words, reason } = draftsOf(id);
  return words ? 'edit' : reason ? 'reject' : undefined;
}
