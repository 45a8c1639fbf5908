import { change, points } from '../format/format';

interface Props {
  now: number;
  before: number;
  /** What the change is over, in words. */
  over: string;
  /** Whether it is good that it grows; null where it is neither. */
  growthIsGood: boolean | null;
  as?: 'count' | 'probability';
}

/** How a figure changed, with a sign that does not need its colour. */
export function Delta({ now, before, over, growthIsGood, as = 'count' }: Props) {
  const difference = now - before;
  const good = growthIsGood === null || difference === 0 ? '' : difference > 0 === growthIsGood ? 'good' : 'bad';
  return (
    <span class="small">
      <span class={`number ${good}`}>
        {difference > 0 ? '▲ ' : difference < 0 ? '▼ ' : ''}
        {as === 'count' ? change(difference) : points(difference)}
      </span>{' '}
      <span class="muted">{over}</span>
    </span>
  );
}
