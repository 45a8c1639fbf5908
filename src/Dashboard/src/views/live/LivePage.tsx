import { useEffect } from 'preact/hooks';
import { changes, dropped, interventions, stats, watchTransactions } from '../../api/live';
import { useMetrics } from '../../api/metrics';
import { href } from '../../app/router';
import { at, count, score, shortDay } from '../../format/format';
import { Card } from '../../ui/card';
import { InterventionList } from '../../ui/interventionList';
import { LevelTag } from '../../ui/level';
import { Empty } from '../../ui/states';
import { type Tab, TabPart, Tabs } from '../../ui/tabs';
import { DeadLettersCard } from './DeadLetters';
import { LatencyCard } from './Latency';
import { PartitionsCard } from './Partitions';
import { RateCard } from './Rate';
import { StreamCard } from './Stream';

const tabs: readonly Tab[] = [
  { name: '', title: 'Stream', Part: Stream },
  { name: 'dead_letters', title: <LettersTitle />, Part: Letters },
];

export function LivePage() {
  useEffect(() => {
    watchTransactions(true);
    return () => watchTransactions(false);
  }, []);
  return (
    <>
      <div class="page-head">
        <h1>Live monitor</h1>
        <Tabs path="/live" tabs={tabs} />
      </div>
      <div class="grid">
        <TabPart path="/live" tabs={tabs} />
      </div>
    </>
  );
}

function Letters() {
  return <DeadLettersCard total={stats.value?.dead_letters} />;
}

function LettersTitle() {
  return (
    <>
      Dead letters <span class="number">{count(stats.value?.dead_letters)}</span>
    </>
  );
}

function Stream() {
  const metrics = useMetrics();
  return (
    <>
      <RateCard />
      <LatencyCard metrics={metrics} />
      <StreamCard />
      <ChangesCard />
      <FeedCard />
      <PartitionsCard metrics={metrics} />
    </>
  );
}

function ChangesCard() {
  const latest = changes.value.slice(0, 40);
  return (
    <Card title="Changes of level" note={dropped.value > 0 ? `${count(dropped.value)} came too fast to be shown` : ''} span={4}>
      <div class="scroll" tabIndex={0} role="group" aria-label="Changes of level">
        {latest.length === 0 ? (
          <Empty>Nobody changed the level since this page was opened.</Empty>
        ) : (
          <ul class="feed moves">
            {latest.map((change) => (
              <li key={change.customer_id + change.at}>
                <a href={href(`/customers/${change.customer_id}`)}>{change.customer_id}</a>
                <span class="row">
                  <LevelTag level={change.previous_level} />
                  <span role="img" aria-label="to">
                    →
                  </span>
                  <LevelTag level={change.risk_level}>{score(change.risk_score)}</LevelTag>
                </span>
                <span class="muted small" title={at(change.at)}>
                  {shortDay(change.at)}
                </span>
                <span class="why">{change.reasons[0]?.text}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function FeedCard() {
  const latest = interventions.value.slice(0, 40);
  return (
    <Card title="Interventions" span={4} actions={<a href={href('/interventions')}>All</a>}>
      <div class="scroll" tabIndex={0} role="group" aria-label="Interventions">
        {latest.length === 0 ? <Empty>None was proposed since this page was opened.</Empty> : <InterventionList items={latest} />}
      </div>
    </Card>
  );
}
