import type { Contact, Intervention } from './types';

/** Proposals with what was heard of them since, newest first; the very same list where nothing of it is newer. */
export function withContacts(items: readonly Intervention[], heard: readonly Contact[]): Intervention[] {
  const latest = new Map<string, Contact>();
  for (const contact of heard) if (!latest.has(contact.intervention_id)) latest.set(contact.intervention_id, contact);
  let changed = false;
  const result = items.map((item) => {
    const contact = latest.get(item.intervention_id)?.contact;
    if (!contact || (item.contact && Date.parse(contact.changed_at) < Date.parse(item.contact.changed_at)) || contact === item.contact)
      return item;
    changed = true;
    return { ...item, contact };
  });
  return changed ? result : (items as Intervention[]);
}
