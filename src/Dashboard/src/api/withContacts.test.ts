import { describe, expect, it } from 'vitest';
import type { Contact, Intervention } from './types';
import { withContacts } from './withContacts';

const contact = (state: string, changed_at: string) => ({ state, changed_at });
const item = (intervention_id: string, became?: unknown) => ({ intervention_id, contact: became ?? null }) as Intervention;
const heard = (intervention_id: string, became: unknown) => ({ intervention_id, contact: became }) as Contact;

describe('the feed', () => {
  const [early, late] = [contact('waiting', '2026-03-01T10:00:00Z'), contact('sent', '2026-03-01T11:00:00Z')];

  it('shows what was heard last of a proposal', () => {
    const [first, second] = withContacts([item('a'), item('b', early)], [heard('b', late), heard('b', early), heard('a', early)]);
    expect(first?.contact).toBe(early);
    expect(second?.contact).toBe(late);
  });

  it('does not go back to what was before', () => {
    const items = [item('a', late)];
    expect(withContacts(items, [heard('a', early)])).toBe(items);
  });

  it('stays the same list where nothing is new, so that nothing is drawn again', () => {
    const items = withContacts([item('a')], [heard('a', late)]);
    expect(withContacts(items, [heard('a', late), heard('x', late)])).toBe(items);
  });
});
