import type { Resource } from '../../api/resource';
import type { Contact, CustomerContact } from '../../api/types';
import { href } from '../../app/router';
import { at, score, words } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { stateWords } from '../../ui/contactWords';
import { ExportButton } from '../../ui/export';
import { LevelTag } from '../../ui/level';
import { Known } from '../../ui/states';
import { Table } from '../../ui/table';
import { Notices } from './Notices';

const columns: Column<Contact>[] = [
  { title: 'Level', cell: (c) => <LevelTag level={c.risk_level}>{score(c.risk_score)}</LevelTag>, value: (c) => c.risk_level },
  {
    title: 'What became of it',
    cell: (c) => <a href={href('/interventions', { intervention: c.intervention_id })}>{stateWords(c.contact)}</a>,
    value: (c) => c.contact.state,
  },
  {
    title: 'Payments after it',
    cell: (c) => (c.payment_outcome ? words(c.payment_outcome) : 'not known yet'),
    value: (c) => c.payment_outcome,
  },
  { title: 'Driver', cell: (c) => words(c.driver), value: (c) => c.driver, wide: true },
  { title: 'Offer', cell: (c) => (c.offer ? words(c.offer) : ''), value: (c) => c.offer, widest: true },
  { title: 'Proposed', cell: (c) => at(c.proposed_at), value: (c) => c.proposed_at, wide: true },
  { title: 'Changed', cell: (c) => at(c.contact.changed_at), value: (c) => c.contact.changed_at, widest: true },
  { title: 'Approved by', cell: (c) => c.approved_by, value: (c) => c.approved_by, widest: true },
];

/** Whether the customer may be contacted, and what was done. */
export function ContactCard({ contact }: { contact: Resource<CustomerContact> }) {
  return (
    <Card
      title="Contact"
      actions={
        contact.data && (
          <ExportButton name={`${contact.data.customer_id}-contacts`} columns={columns} rows={() => contact.data?.contacts ?? []} />
        )
      }
    >
      <Known of={contact}>
        {(data) => (
          <>
            <Notices data={data} changed={contact.refresh} />
            <Table
              name="Contacts"
              columns={columns}
              rows={data.contacts}
              height={300}
              keyOf={(c) => c.intervention_id}
              empty="Nothing was decided about this customer yet."
            />
          </>
        )}
      </Known>
    </Card>
  );
}
