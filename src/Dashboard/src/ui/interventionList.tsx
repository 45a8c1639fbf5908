import type { Intervention } from '../api/types';
import { href } from '../app/router';
import { at, words } from '../format/format';
import { LevelTag } from './level';

export function InterventionList({ items }: { items: readonly Intervention[] }) {
  return (
    <ul class="feed">
      {items.map((item) => (
        <li key={item.sequence} data-sequence={item.sequence}>
          <LevelTag level={item.risk_level} />
          <span class="clip">
            <a href={href(`/customers/${item.customer_id}`)}>{item.customer_id}</a> · {words(item.kind)} by {item.channel}
          </span>
          <span class="muted small when">{at(item.at)}</span>
          <span class="why">{item.reasons[0]?.text}</span>
        </li>
      ))}
    </ul>
  );
}
