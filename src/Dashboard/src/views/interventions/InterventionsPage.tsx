import { alerts, stats } from '../../api/live';
import { useResource } from '../../api/resource';
import { count } from '../../format/format';
import { AlertsCard } from '../../ui/alerts';
import { PersonName } from '../../ui/person';
import { type Tab, TabPart, Tabs, tabName } from '../../ui/tabs';
import { AnswersCards } from './Answers';
import { CallsCards } from './Calls';
import { EffectCards } from './Effect';
import { FailedCards } from './Failed';
import { FeedCards } from './Feed';
import { ObjectionsCards } from './Objections';
import { OperationsCard } from './Operations';
import { OptOutsCards } from './OptOuts';
import { PolicyCards } from './Policy';
import { QueueCards } from './Queue';

const tabs: readonly Tab[] = [
  { name: '', title: 'Feed', Part: Feed },
  { name: 'queue', title: 'Approval queue', Part: QueueCards },
  { name: 'calls', title: 'Call list', Part: CallsCards },
  { name: 'answers', title: 'Answers', Part: AnswersCards },
  { name: 'failed', title: 'Failed', Part: FailedCards },
  { name: 'objections', title: 'Objections', Part: ObjectionsCards },
  { name: 'opt_outs', title: 'Opt-outs', Part: OptOutsCards },
  { name: 'policy', title: 'Policy', Part: PolicyCards },
  { name: 'effect', title: 'Effect', Part: EffectCards },
];

/** Where people act, under their name. */
const acts = ['queue', 'calls', 'answers', 'failed', 'objections', 'policy'];

export function InterventionsPage() {
  return (
    <>
      <div class="page-head">
        <h1>Interventions</h1>
        <Tabs path="/interventions" tabs={tabs} />
        {acts.includes(tabName()) ? (
          <PersonName />
        ) : (
          stats.value && (
            <p class="muted small">
              <span data-figure="interventions">{count(stats.value.interventions)}</span> ever proposed
            </p>
          )
        )}
      </div>
      <div class="grid">
        <TabPart path="/interventions" tabs={tabs} />
      </div>
    </>
  );
}

function Feed() {
  const asked = useResource('/model/alerts', { every: 30_000 });
  return (
    <>
      <OperationsCard />
      <AlertsCard alerts={(alerts.value ?? asked.data)?.items} />
      <FeedCards />
    </>
  );
}
