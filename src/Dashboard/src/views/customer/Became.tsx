import { useContactNews } from '../../api/news';
import { useResource } from '../../api/resource';
import { Decisions } from '../../ui/decisions';
import { MessageView } from '../../ui/message';
import { Outcomes } from '../../ui/outcomes';
import { Known } from '../../ui/states';

/** What became of one proposal: the message, what came back, and the decisions. */
export function Became({ id }: { id: string }) {
  const detail = useResource('/interventions/{intervention_id}', { params: { intervention_id: id } });
  useContactNews((contact) => contact.intervention_id === id, detail.refresh);
  return (
    <Known of={detail}>
      {({ contact, message, outcomes, decisions }) => (
        <>
          {message ? <MessageView message={message} /> : <p class="muted small">No message was made.</p>}
          {contact.last_error && <p class="bad small">{contact.last_error}</p>}
          <Outcomes items={outcomes} payment={contact.payment_outcome} />
          <Decisions items={decisions} />
        </>
      )}
    </Known>
  );
}
