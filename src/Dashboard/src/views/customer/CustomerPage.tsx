import { useEffect, useMemo } from 'preact/hooks';
import { watchCustomer } from '../../api/live';
import { type Resource, useResource } from '../../api/resource';
import type { Customer } from '../../api/types';
import { href } from '../../app/router';
import { FailedAnswer, Loading } from '../../ui/states';
import { AdviceCard } from './Advice';
import { observedOf, useAssumed, valuesOf } from './assumed';
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

/** Milliseconds after which all is asked again at the latest; before that, where the gateway tells that the customer is another. */
const floor = 30_000;

export function CustomerPage({ id }: { id: string }) {
  const customer: Resource<Customer> = useResource('/customer/{id}', { params: { id }, query: { reasons: allReasons }, every: floor });
  const history = useResource('/customer/{id}/history', { params: { id }, query: { limit: 1000 }, every: floor });
  const catalogue = useResource('/features');
  const models = useResource('/models');
  const counterfactual = useResource('/customer/{id}/counterfactual', { params: { id }, every: floor });
  const contact = useResource('/customer/{id}/contact', { params: { id }, every: floor });
  const [kept, keep] = useAssumed();
  const features = useMemo(() => catalogue.data?.items ?? [], [catalogue.data]);
  const now = customer.data?.score;
  const assumed = useMemo(() => (now ? valuesOf(kept, features, now) : {}), [kept, features, now]);

  useEffect(
    () =>
      watchCustomer(id, (news) => {
        if (news.account) {
          customer.refresh();
          counterfactual.refresh();
        }
        if (news.contact) contact.refresh();
        // Transactions, and what became of proposals.
        history.refresh();
      }),
    [id],
  );

  if (!customer.data) {
    if (!customer.error) return <Loading height={600} />;
    return (
      <>
        <FailedAnswer of={customer} />
        <p style={{ textAlign: 'center' }}>
          <a href={href('/customers', { search: id })}>Customers whose id or name has “{id}” in it</a>
        </p>
      </>
    );
  }

  const { score } = customer.data;
  const assume = (values: Record<string, number>) => keep(observedOf(values, features, score));
  const thresholds = models.data?.items.find((model) => model.version === customer.data?.score.model_version)?.thresholds ?? {};
  return (
    <>
      <Head customer={customer.data} failed={customer.error} />
      <div class="grid">
        <ScoreCard history={history} thresholds={thresholds} />
        <SummaryCard customer={customer.data} />
        <WaterfallCard prediction={customer.data.score} />
        <AdviceCard counterfactual={counterfactual} assume={assume} />
        <WhatIfCard customer={customer.data} catalogue={features} thresholds={thresholds} assumed={assumed} assume={assume} />
        <FeaturesCard customer={customer.data} catalogue={features} />
        <ObligationsCard customer={customer.data} history={history} />
        <EpisodesCard history={history} contact={contact} />
        <ContactCard contact={contact} />
        <TransactionsCard id={id} history={history} />
      </div>
    </>
  );
}
