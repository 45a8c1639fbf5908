import { useEffect } from 'preact/hooks';
import { changes, interventions } from '../../api/live';
import { useContactNews } from '../../api/news';
import { type Resource, useResource } from '../../api/resource';
import type { Customer } from '../../api/types';
import { href } from '../../app/router';
import { Failed, Loading } from '../../ui/states';
import { AdviceCard } from './Advice';
import { useAssumed } from './assumed';
import { ContactCard } from './Contact';
import { EpisodesCard } from './Episodes';
import { FeaturesCard } from './Features';
import { Head } from './Head';
import { ObligationsCard } from './Obligations';
import { ScoreCard } from './ScoreCard';
import { SummaryCard } from './Summary';
import { TransactionsCard } from './Transactions';
import { WaterfallCard } from './Waterfall';
import { WhatIfCard } from './WhatIf';

/** How many features and reasons there may be; all are asked for. */
const allReasons = 1000;

export function CustomerPage({ id }: { id: string }) {
  const customer: Resource<Customer> = useResource('/customer/{id}', { params: { id }, query: { reasons: allReasons }, every: 1000 });
  const history = useResource('/customer/{id}/history', { params: { id }, query: { limit: 1000 }, every: 60_000 });
  const catalogue = useResource('/features');
  const models = useResource('/models');
  const counterfactual = useResource('/customer/{id}/counterfactual', { params: { id }, every: 60_000 });
  const contact = useResource('/customer/{id}/contact', { params: { id }, every: 5000 });
  const [assumed, setAssumed] = useAssumed();

  // What is heard of this customer is on the page at once, and not only when it is asked again.
  const heard = changes.value.find((change) => change.customer_id === id)?.at ?? '';
  const proposed = interventions.value.find((item) => item.customer_id === id)?.sequence ?? 0;
  useEffect(() => {
    if (heard || proposed) customer.refresh();
  }, [heard, proposed]);

  // Nobody tells of single transactions: they are counted each second, and what they led to is read once they grew.
  const counted = customer.data && `${customer.data.transaction_count} ${customer.data.score.scored_at}`;
  useEffect(() => {
    if (!counted) return;
    history.refresh();
    counterfactual.refresh();
  }, [counted, proposed]);

  useContactNews(
    (became) => became.customer_id === id,
    () => {
      contact.refresh();
      history.refresh();
    },
  );

  if (!customer.data) {
    if (!customer.error) return <Loading height={600} />;
    return (
      <>
        <Failed error={customer.error} retry={customer.refresh} />
        <p style={{ textAlign: 'center' }}>
          <a href={href('/customers', { search: id })}>Customers whose id or name has “{id}” in it</a>
        </p>
      </>
    );
  }

  const features = catalogue.data?.items ?? [];
  const thresholds = models.data?.items.find((model) => model.version === customer.data?.score.model_version)?.thresholds ?? {};
  return (
    <>
      <Head customer={customer.data} failed={customer.error} />
      <div class="grid">
        <ScoreCard history={history} thresholds={thresholds} />
        <SummaryCard customer={customer.data} />
        <WaterfallCard prediction={customer.data.score} />
        <AdviceCard counterfactual={counterfactual} assume={setAssumed} />
        <WhatIfCard customer={customer.data} catalogue={features} thresholds={thresholds} assumed={assumed} assume={setAssumed} />
        <FeaturesCard customer={customer.data} catalogue={features} />
        <ObligationsCard customer={customer.data} history={history} />
        <EpisodesCard history={history} contact={contact} />
        <ContactCard contact={contact} />
        <TransactionsCard id={id} history={history} />
      </div>
    </>
  );
}
