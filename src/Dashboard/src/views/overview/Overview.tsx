import { stats } from '../../api/live';
import { useMoves } from '../../api/news';
import { type Resource, useResource } from '../../api/resource';
import type { Portfolio } from '../../api/types';
import { place } from '../../app/router';
import { at } from '../../format/format';
import { Choice } from '../../ui/choice';
import { Known } from '../../ui/states';
import { DistributionCard } from './Distribution';
import { FamiliesCard } from './Families';
import { LatestCard } from './Latest';
import { LevelCards } from './LevelCards';
import { MoversCard } from './Movers';
import { NowCard } from './Now';
import { TrendCard } from './Trend';

export function Overview() {
  const query = place.value.query;
  const [segment, region] = [query.get('segment'), query.get('region')];
  const portfolio: Resource<Portfolio> = useResource('/portfolio', {
    query: { ...(segment && { segment }), ...(region && { region }) },
    every: 30_000,
    keeps: true,
  });
  useMoves([portfolio]);
  return (
    <>
      <div class="page-head">
        <div>
          <h1>Risk overview</h1>
          <p class="muted small">{stats.value ? `As of ${at(stats.value.now)}, by the stream's clock` : ' '}</p>
        </div>
        <div class="filters no-print">
          <Choice name="segment" label="Segment" value={segment} options={portfolio.data?.segments ?? []} />
          <Choice name="region" label="Region" value={region} options={portfolio.data?.regions ?? []} />
        </div>
      </div>
      <Known of={portfolio} height={520}>
        {(data) => (
          <div class="grid">
            <LevelCards portfolio={data} segment={segment} region={region} />
            <TrendCard portfolio={data} />
            <NowCard />
            <MoversCard segment={segment} region={region} />
            <FamiliesCard portfolio={data} segment={segment} region={region} />
            <LatestCard />
            <DistributionCard portfolio={data} segment={segment} region={region} />
          </div>
        )}
      </Known>
    </>
  );
}
