import type { Effect } from '../../api/types';
import { points } from '../../format/format';
import { placeOf } from './effect';

/** An uplift with its interval, drawn around 0. */
export function Interval({ effect, reach }: { effect: Effect; reach: number }) {
  const { uplift, low, high } = effect;
  if (uplift === null || low === null || high === null) return <span class="muted small">no interval yet</span>;
  const at = (value: number) => `${placeOf(value, reach) * 100}%`;
  const side = low > 0 ? 'lowers' : high < 0 ? 'raises' : 'either';
  return (
    <span class="interval" role="img" aria-label={`Uplift ${points(uplift)}, between ${points(low)} and ${points(high)}`}>
      <i class={side} style={{ left: at(low), width: `${(placeOf(high, reach) - placeOf(low, reach)) * 100}%` }} />
      <i class="mark" style={{ left: at(uplift) }} />
    </span>
  );
}
