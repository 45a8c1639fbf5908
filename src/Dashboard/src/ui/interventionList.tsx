import { contacts } from '../api/live';
import type { Intervention } from '../api/types';
import { withContacts } from '../api/withContacts';
import { href } from '../app/router';
import { at, words } from '../format/format';
import { stateWords } from './contactWords';
import { LevelTag } from './level';

export function InterventionList({ items }: { items: readonly Intervention[] }) {
  return (
    <ul class="feed proposals">
      {withContacts(items, contacts.value).map((item) => (
        <li key={item.sequence} data-sequence={item.sequence}>
          <LevelTag level={item.risk_level} />
          <span class="clip">
            <a href={href(`/customers/${item.customer_id}`)}>{item.customer_id}</a> · {words(item.kind)} by {item.channel}
          </span>
          <span class="muted small when">{at(item.at)}</span>
          <span class="why">
            {item.contact && <strong>{stateWords(item.contact)}. </strong>}
            {item.reasons[0]?.text}
          </span>
        </li>
      ))}
    </ul>
  );
}
