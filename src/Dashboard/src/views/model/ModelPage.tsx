import { alerts } from '../../api/live';
import { useResource } from '../../api/resource';
import { AlertsCard } from '../../ui/alerts';
import { type Tab, TabPart, Tabs } from '../../ui/tabs';
import { CurvesCards } from './Curves';
import { DriftCards } from './Drift';
import { FairnessCards } from './Fairness';
import { PerformanceCards } from './Performance';
import { RegistryCards } from './Registry';

const tabs: readonly Tab[] = [
  { name: '', title: 'Performance', Part: Performance },
  { name: 'drift', title: 'Drift', Part: DriftCards },
  { name: 'fairness', title: 'Fairness', Part: FairnessCards },
  { name: 'models', title: 'Models and roles', Part: RegistryCards },
];

export function ModelPage() {
  const asked = useResource('/model/alerts', { every: 30_000 });
  const current = alerts.value ?? asked.data;
  return (
    <>
      <div class="page-head">
        <h1>Model</h1>
        <Tabs path="/model" tabs={tabs} />
      </div>
      <div class="grid">
        <AlertsCard alerts={current?.items} />
        <TabPart path="/model" tabs={tabs} />
      </div>
    </>
  );
}

function Performance() {
  return (
    <>
      <PerformanceCards />
      <CurvesCards />
    </>
  );
}
