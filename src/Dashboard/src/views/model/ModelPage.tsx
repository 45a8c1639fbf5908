import { alerts } from '../../api/live';
import { useResource } from '../../api/resource';
import { href, place } from '../../app/router';
import { AlertsCard } from '../../ui/alerts';
import { CurvesCards } from './Curves';
import { DriftCards } from './Drift';
import { FairnessCards } from './Fairness';
import { PerformanceCards } from './Performance';
import { RegistryCards } from './Registry';

const tabs = [
  ['', 'Performance'],
  ['drift', 'Drift'],
  ['fairness', 'Fairness'],
  ['models', 'Models and roles'],
] as const;

export function ModelPage() {
  const tab = place.value.query.get('tab') ?? '';
  const asked = useResource('/model/alerts', { every: 30_000 });
  const current = alerts.value ?? asked.data;
  return (
    <>
      <div class="page-head">
        <h1>Model</h1>
        <nav class="row" aria-label="Parts">
          {tabs.map(([name, title]) => (
            <a key={name} class="button" href={href('/model', { tab: name })} aria-current={tab === name ? 'page' : undefined}>
              {title}
            </a>
          ))}
        </nav>
      </div>
      <div class="grid">
        <AlertsCard alerts={current?.items} />
        {tab === 'drift' ? (
          <DriftCards />
        ) : tab === 'fairness' ? (
          <FairnessCards />
        ) : tab === 'models' ? (
          <RegistryCards />
        ) : (
          <>
            <PerformanceCards />
            <CurvesCards />
          </>
        )}
      </div>
    </>
  );
}
