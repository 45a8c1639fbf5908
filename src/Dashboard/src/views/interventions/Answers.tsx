import { useState } from 'preact/hooks';
import { useAction } from '../../api/action';
import { post } from '../../api/client';
import { useContactNews } from '../../api/news';
import { useResource } from '../../api/resource';
import type { AnsweredContact } from '../../api/types';
import { person, proven } from '../../app/person';
import { atBoth, count } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { ExportButton } from '../../ui/export';
import { MessageView } from '../../ui/message';
import { Outcomes } from '../../ui/outcomes';
import { Said } from '../../ui/said';
import { Empty, Known } from '../../ui/states';
import { ContactHead } from './ContactHead';
import { ReasonForm } from './Decide';

const most = 1000;
/** Of where an outcome was told. */
const longestSource = 100;

const columns: Column<AnsweredContact>[] = [
  { title: 'intervention_id', cell: (a) => a.contact.intervention_id, value: (a) => a.contact.intervention_id },
  { title: 'customer_id', cell: (a) => a.contact.customer_id, value: (a) => a.contact.customer_id },
  { title: 'risk_level', cell: (a) => a.contact.risk_level, value: (a) => a.contact.risk_level },
  { title: 'driver', cell: (a) => a.contact.driver, value: (a) => a.contact.driver },
  { title: 'since', cell: (a) => a.since, value: (a) => a.since },
  { title: 'time_zone', cell: (a) => a.contact.time_zone, value: (a) => a.contact.time_zone },
  { title: 'channel', cell: (a) => a.message?.channel, value: (a) => a.message?.channel },
  { title: 'offer', cell: (a) => a.contact.offer, value: (a) => a.contact.offer },
  {
    title: 'outcomes',
    cell: (a) => a.outcomes.length,
    value: (a) => a.outcomes.map((outcome) => outcome.outcome).join(' '),
  },
];

/** Customers who replied or accepted and wait for somebody, whoever waits longest first; who has seen to one says where. */
export function AnswersCards() {
  const page = useResource('/interventions/answered', { query: { limit: most }, every: 10_000 });
  useContactNews(() => true, page.refresh);
  const action = useAction();
  const [chosen, setChosen] = useState<string>();
  const by = person.value;
  // Where nobody proves who works here, the name goes along with what was said.
  const suffix = proven.value ? '' : ` (${[...by].slice(0, longestSource / 2).join('')})`;
  const followUp = async ({ contact }: AnsweredContact, where: string) => {
    const source = `${where}${suffix}`;
    const done = await action.run(
      () =>
        post(
          '/interventions/{intervention_id}/outcome',
          { outcome: 'followed_up', source, reason: null },
          { params: { intervention_id: contact.intervention_id } },
        ),
      `${contact.customer_id} has been seen to.`,
    );
    if (done) setChosen(undefined);
    page.refresh();
  };
  const items = page.data?.items ?? [];
  return (
    <>
      <Said of={action} />
      <Card
        title="Answers that wait for somebody"
        note={page.data && <span data-figure="answers">{count(items.length)}</span>}
        actions={page.data && <ExportButton name="answers" columns={columns} rows={() => items} {...(items.length >= most && { most })} />}
      >
        {by === '' && items.length > 0 && <p class="small warn">Enter your name above to see to an answer: it is recorded.</p>}
        <Known of={page} height={300}>
          {(data) =>
            data.items.length === 0 ? (
              <Empty>
                <strong>No customer waits for an answer</strong>
                <span>Who replies to a message or accepts an offer comes here, and stays until somebody has seen to it.</span>
              </Empty>
            ) : (
              <ul>
                {data.items.map((answer) => (
                  <li key={answer.contact.intervention_id} class="review" data-answer={answer.contact.intervention_id}>
                    <ContactHead contact={answer.contact}>waits since {atBoth(answer.since, answer.contact.time_zone)}</ContactHead>
                    <Outcomes items={answer.outcomes} payment={answer.contact.payment_outcome} />
                    {answer.message && <MessageView message={answer.message} />}
                    {chosen === answer.contact.intervention_id ? (
                      <ReasonForm
                        label="Where or how somebody saw to it, like branch"
                        button="It is seen to"
                        longest={longestSource - suffix.length}
                        runs={action.runs}
                        submit={(where) => void followUp(answer, where)}
                        close={() => setChosen(undefined)}
                      />
                    ) : (
                      <button type="button" class="button" disabled={by === ''} onClick={() => setChosen(answer.contact.intervention_id)}>
                        Seen to…
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
