import { useAction } from '../../api/action';
import { post } from '../../api/client';
import { stats } from '../../api/live';
import { useContactNews } from '../../api/news';
import { useResource } from '../../api/resource';
import type { ContactDetail, QueuedContact } from '../../api/types';
import { person } from '../../app/person';
import { atBoth, count } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { stateWords } from '../../ui/contactWords';
import { ExportButton } from '../../ui/export';
import { MessageView } from '../../ui/message';
import { Said } from '../../ui/said';
import { Empty, Known } from '../../ui/states';
import { ContactHead } from './ContactHead';
import { Undelivered } from './Undelivered';

const most = 1000;

const columns: Column<QueuedContact>[] = [
  { title: 'intervention_id', cell: (q) => q.contact.intervention_id, value: (q) => q.contact.intervention_id },
  { title: 'customer_id', cell: (q) => q.contact.customer_id, value: (q) => q.contact.customer_id },
  { title: 'risk_level', cell: (q) => q.contact.risk_level, value: (q) => q.contact.risk_level },
  { title: 'driver', cell: (q) => q.contact.driver, value: (q) => q.contact.driver },
  { title: 'failed_at', cell: (q) => q.contact.contact.changed_at, value: (q) => q.contact.contact.changed_at },
  { title: 'expires_at', cell: (q) => q.contact.contact.expires_at, value: (q) => q.contact.contact.expires_at },
  { title: 'channel', cell: (q) => q.contact.contact.channel, value: (q) => q.contact.contact.channel },
  { title: 'last_error', cell: (q) => q.contact.last_error, value: (q) => q.contact.last_error },
];

/** Contacts that go no further by themselves, the latest proposal first. A person sends one again, or tells that it never arrived. */
export function FailedCards() {
  const page = useResource('/interventions/failed', { query: { limit: most, latest: true }, every: 10_000 });
  useContactNews(() => true, page.refresh);
  const action = useAction();
  const by = person.value;
  const resend = async ({ contact }: QueuedContact) => {
    await action.run(
      () => post('/interventions/{intervention_id}/resend', { by }, { params: { intervention_id: contact.intervention_id } }),
      (detail: ContactDetail) => became(detail),
    );
    page.refresh();
  };
  const tell = async ({ contact }: QueuedContact, reason: string) => {
    await action.run(
      () =>
        post(
          '/interventions/{intervention_id}/outcome',
          { outcome: 'undelivered', source: by, reason },
          { params: { intervention_id: contact.intervention_id } },
        ),
      (detail: ContactDetail) => became(detail),
    );
    page.refresh();
  };
  const items = page.data?.items ?? [];
  const now = stats.value?.now;
  return (
    <>
      <Said of={action} />
      <Card
        title="Contacts that failed"
        note={page.data && <span data-figure="failed">{count(items.length)}</span>}
        actions={
          page.data && <ExportButton name="failed-contacts" columns={columns} rows={() => items} {...(items.length >= most && { most })} />
        }
      >
        {items.length > 0 && (
          <p class="small muted">
            Refused by every channel, given up, or in doubt whether they went. What may have gone is sent again only once somebody has found
            out that it did not arrive.
          </p>
        )}
        {by === '' && items.length > 0 && <p class="small warn">Enter your name above to send one again: it is recorded.</p>}
        <Known of={page} height={300}>
          {() =>
            items.length === 0 ? (
              <Empty>
                <strong>No contact has failed</strong>
                <span>What every channel refuses, or of which nobody knows whether it went, comes here for a person to look at.</span>
              </Empty>
            ) : (
              <ul>
                {items.map((failed) => {
                  const { contact, message } = failed;
                  const isOver = now !== undefined && Date.parse(contact.contact.expires_at) <= Date.parse(now);
                  return (
                    <li key={contact.intervention_id} class="review" data-failed={contact.intervention_id}>
                      <ContactHead contact={contact}>failed {atBoth(contact.contact.changed_at, contact.time_zone)}</ContactHead>
                      <p class="small bad">{contact.last_error ?? stateWords(contact.contact)}</p>
                      {message && <MessageView message={message} />}
                      {isOver && (
                        <p class="small muted">
                          Its time was over {atBoth(contact.contact.expires_at, contact.time_zone)}: it is not sent again.
                        </p>
                      )}
                      <div class="row actions no-print">
                        {!isOver && (
                          <button type="button" class="button" disabled={by === '' || action.runs} onClick={() => void resend(failed)}>
                            Send it again
                          </button>
                        )}
                        <Undelivered disabled={by === '' || action.runs} tell={(reason) => void tell(failed, reason)} />
                      </div>
                    </li>
                  );
                })}
              </ul>
            )
          }
        </Known>
      </Card>
    </>
  );
}

/** What came of it, with the rule where one stands in its way. */
const became = ({ contact }: ContactDetail) => `${contact.customer_id}: ${stateWords(contact.contact)}.`;
