import type { ComponentChildren } from 'preact';
import type { Contact } from '../../api/types';
import { href } from '../../app/router';
import { score, words } from '../../format/format';
import { LevelTag } from '../../ui/level';

/** Whose contact it is and what it offers, and beside it what the list goes by. */
export function ContactHead({ contact, children }: { contact: Contact; children: ComponentChildren }) {
  return (
    <p class="row spread">
      <span class="row">
        <LevelTag level={contact.risk_level}>{score(contact.risk_score)}</LevelTag>
        <a href={href(`/customers/${contact.customer_id}`)}>{contact.customer_id}</a>
        <span class="muted small">
          {words(contact.driver)}
          {contact.offer && `, offered: ${words(contact.offer).toLowerCase()}`}
        </span>
      </span>
      <span class="muted small">{children}</span>
    </p>
  );
}
