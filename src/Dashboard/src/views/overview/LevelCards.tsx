import { stats } from '../../api/live';
import { levels, type Portfolio } from '../../api/types';
import { href } from '../../app/router';
import { count, share } from '../../format/format';
import { Delta } from '../../ui/delta';
import { LevelTag } from '../../ui/level';

interface Props {
  portfolio: Portfolio;
  segment: string | null;
  region: string | null;
}

/** Customers by level. Without a filter the number is that of the live figures; the changes are those of the portfolio. */
export function LevelCards({ portfolio, segment, region }: Props) {
  const now = segment || region ? undefined : stats.value?.by_level;
  const all = levels.reduce(
    (sum, level) => sum + (now?.[level] ?? portfolio.levels.find((l) => l.risk_level === level)?.customers ?? 0),
    0,
  );
  return (
    <>
      {[...levels].reverse().map((level) => {
        const standing = portfolio.levels.find((entry) => entry.risk_level === level);
        if (!standing) return null;
        const customers = now?.[level] ?? standing.customers;
        const list = { level, segment, region };
        const moved = { moved_level: level, segment, region };
        const growthIsGood = level === 'LOW';
        return (
          <section key={level} class="card span-3 figure" aria-label={`${level} customers`}>
            <a class="figure" href={href('/customers', list)}>
              <LevelTag level={level} />
              <span class="value" data-figure={level}>
                {count(customers)}
              </span>
              <span class="muted small">{share(all === 0 ? 0 : customers / all)} of customers</span>
            </a>
            <p class="row" style={{ marginTop: '6px' }}>
              <a href={href('/customers', { ...moved, moved_within: '1d' })}>
                <Delta now={standing.customers} before={standing.day_ago} over="in 1 day" growthIsGood={growthIsGood} />
              </a>
              <a href={href('/customers', { ...moved, moved_within: '7d' })}>
                <Delta now={standing.customers} before={standing.week_ago} over="in 7 days" growthIsGood={growthIsGood} />
              </a>
            </p>
          </section>
        );
      })}
    </>
  );
}
