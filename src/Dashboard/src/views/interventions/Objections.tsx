import { useState } from 'preact/hooks';
import { useAction } from '../../api/action';
import { post } from '../../api/client';
import { useContactNews } from '../../api/news';
import { useResource } from '../../api/resource';
import type { Objection } from '../../api/types';
import { person } from '../../app/person';
import { href, place } from '../../app/router';
import { at, count, words } from '../../format/format';
import { Card } from '../../ui/card';
import { Choice } from '../../ui/choice';
import type { Column } from '../../ui/column';
import { stateWords } from '../../ui/contactWords';
import { ExportButton } from '../../ui/export';
import { Said } from '../../ui/said';
import { Empty, Known } from '../../ui/states';
import { ReasonForm } from './Decide';

const most = 1000;

const columns: Column<Objection>[] = [
  { title: 'objection_id', cell: (o) => o.objection_id, value: (o) => o.objection_id },
  { title: 'customer_id', cell: (o) => o.customer_id, value: (o) => o.customer_id },
  { title: 'at', cell: (o) => o.at, value: (o) => o.at },
  { title: 'statement', cell: (o) => o.statement, value: (o) => o.statement },
  { title: 'closed_at', cell: (o) => o.closed_at, value: (o) => o.closed_at },
  { title: 'closed_by', cell: (o) => o.closed_by, value: (o) => o.closed_by },
  { title: 'resolution', cell: (o) => o.resolution, value: (o) => o.resolution },
];

/** Objections of customers: no contact goes while a review is open, and a person says what it came to. */
export function ObjectionsCards() {
  const closedToo = place.value.query.get('reviews') === 'all';
  const page = useResource('/objections', { query: { open: !closedToo, limit: most }, every: 10_000 });
  useContactNews(() => true, page.refresh);
  const action = useAction();
  const [chosen, setChosen] = useState<string>();
  const by = person.value;
  const close = async (objection: Objection, resolution: string) => {
    const { customer_id: id, objection_id } = objection;
    const done = await action.run(
      () => post('/customer/{id}/objection/{objection_id}/close', { by, resolution }, { params: { id, objection_id } }),
      `The review of ${id} is closed.`,
    );
    if (done) setChosen(undefined);
    page.refresh();
  };
  const items = page.data?.items ?? [];
  return (
    <>
      <Said of={action} />
      <Card
        title={closedToo ? 'Objections' : 'Reviews to decide'}
        note={page.data && <span data-figure="objections">{count(items.length)}</span>}
        actions={
          <>
            <Choice name="reviews" label="Reviews" value={closedToo ? 'all' : null} any="Open" options={[['all', 'Closed too']]} />
            <ExportButton name="objections" columns={columns} rows={() => items} {...(items.length >= most && { most })} />
          </>
        }
      >
        {by === '' && items.length > 0 && <p class="small warn">Enter your name above to decide: it is recorded with what you say.</p>}
        <Known of={page} height={300}>
          {(data) =>
            data.items.length === 0 ? (
              <Empty>
                <strong>{closedToo ? 'Nobody has objected yet' : 'No review is open'}</strong>
                <span>An objection is recorded on the customer's page. No contact goes to them until its review is closed.</span>
              </Empty>
            ) : (
              <ul>
                {data.items.map((objection) => (
                  <li key={objection.objection_id} class="review" data-objection={objection.objection_id}>
                    <p class="row spread">
                      <a href={href(`/customers/${objection.customer_id}`)}>{objection.customer_id}</a>
                      <span class="muted small">{at(objection.at)}</span>
                    </p>
                    <blockquote>{objection.statement}</blockquote>
                    {objection.closed_at ? (
                      <p class="small">
                        <strong>{objection.resolution}</strong>{' '}
                        <span class="muted">
                          {objection.closed_by}, {at(objection.closed_at)}
                        </span>
                      </p>
                    ) : chosen === objection.objection_id ? (
                      <>
                        <Used customer={objection.customer_id} />
                        <ReasonForm
                          label="What the review came to"
                          button="Close the review"
                          runs={action.runs}
                          submit={(resolution) => void close(objection, resolution)}
                          close={() => setChosen(undefined)}
                        />
                      </>
                    ) : (
                      <button type="button" class="button" disabled={by === ''} onClick={() => setChosen(objection.objection_id)}>
                        Decide…
                      </button>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Known>
      </Card>
    </>
  );
}

/** The latest contacts of who objects: each leads to its message, the reasons that were used and every rule asked. */
function Used({ customer }: { customer: string }) {
  const contact = useResource('/customer/{id}/contact', { params: { id: customer } });
  return (
    <Known of={contact}>
      {(data) =>
        data.contacts.length === 0 ? (
          <p class="muted small">There was no contact with this customer.</p>
        ) : (
          <ul class="dots" aria-label="Latest contacts">
            {data.contacts.slice(0, 10).map((used) => (
              <li key={used.intervention_id}>
                <a href={href('/interventions', { intervention: used.intervention_id })}>{words(used.driver)}</a>, {at(used.proposed_at)}:{' '}
                {stateWords(used.contact).toLowerCase()}
              </li>
            ))}
          </ul>
        )
      }
    </Known>
  );
}
