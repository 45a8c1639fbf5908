import { alerts, stats } from '../../api/live';
import { useResource } from '../../api/resource';
import { href, place } from '../../app/router';
import { count } from '../../format/format';
import { AlertsCard } from '../../ui/alerts';
import { PersonName } from '../../ui/person';
import { CallsCards } from './Calls';
import { EffectCards } from './Effect';
import { FeedCards } from './Feed';
import { ObjectionsCards } from './Objections';
import { OperationsCard } from './Operations';
import { PolicyCards } from './Policy';
import { QueueCards } from './Queue';

const tabs = [
  ['', 'Feed'],
  ['queue', 'Approval queue'],
  ['calls', 'Call list'],
  ['objections', 'Objections'],
  ['policy', 'Policy'],
  ['effect', 'Effect'],
] as const;

/** Where people act, under their name. */
const acts = ['queue', 'calls', 'objections', 'policy'];

export function InterventionsPage() {
  const tab = place.value.query.get('tab') ?? '';
  const asked = useResource('/model/alerts', { every: 30_000 });
  return (
    <>
      <div class="page-head">
        <h1>Interventions</h1>
        <nav class="row" aria-label="Parts">
          {tabs.map(([name, title]) => (
            <a key={name} class="button" href={href('/interventions', { tab: name })} aria-current={tab === name ? 'page' : undefined}>
              {title}
            </a>
          ))}
        </nav>
        {acts.includes(tab) ? (
          <PersonName />
        ) : (
          <p class="muted small">
            <span data-figure="interventions">{count(stats.value?.interventions)}</span> ever proposed
          </p>
        )}
      </div>
      <div class="grid">
        {tab === 'queue' ? (
          <QueueCards />
        ) : tab === 'calls' ? (
          <CallsCards />
        ) : tab === 'objections' ? (
          <ObjectionsCards />
        ) : tab === 'policy' ? (
          <PolicyCards />
        ) : tab === 'effect' ? (
          <EffectCards />
        ) : (
          <>
            <OperationsCard />
            <AlertsCard alerts={(alerts.value ?? asked.data)?.items} />
            <FeedCards />
          </>
        )}
      </div>
    </>
  );
}
