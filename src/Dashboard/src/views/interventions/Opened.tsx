import { useContactNews } from '../../api/news';
import { useResource } from '../../api/resource';
import { href } from '../../app/router';
import { at, score, words } from '../../format/format';
import { stateWords } from '../../ui/contactWords';
import { Decisions } from '../../ui/decisions';
import { Dialog } from '../../ui/dialog';
import { LevelTag } from '../../ui/level';
import { MessageView } from '../../ui/message';
import { Outcomes } from '../../ui/outcomes';
import { Known } from '../../ui/states';

/** One proposal: what became of it, with which words, by which rules, and what came back. */
export function OpenedDialog({ id, close }: { id: string; close: () => void }) {
  const detail = useResource('/interventions/{intervention_id}', { params: { intervention_id: id } });
  useContactNews((contact) => contact.intervention_id === id, detail.refresh);
  return (
    <Dialog title={`Intervention ${id}`} close={close}>
      <Known of={detail} height={300}>
        {({ contact, message, reasons, decisions, outcomes }) => (
          <div class="opened">
            <p class="row">
              <LevelTag level={contact.risk_level}>{score(contact.risk_score)}</LevelTag>
              <a href={href(`/customers/${contact.customer_id}`)}>{contact.customer_id}</a>
              <span class="muted small">
                {words(contact.driver)}, proposed {at(contact.proposed_at)}
              </span>
            </p>
            <p>
              <strong>{stateWords(contact.contact)}</strong>
              {contact.approved_by && <span class="muted small"> · approved by {contact.approved_by}</span>}
            </p>
            {contact.contact.state === 'awaiting_approval' && (
              <p>
                <a href={href('/interventions', { tab: 'queue', contact: id })}>Decide in the approval queue</a>
              </p>
            )}
            {contact.last_error && <p class="bad small">{contact.last_error}</p>}
            {message ? <MessageView message={message} /> : <p class="muted small">No message was made.</p>}
            <Outcomes items={outcomes} payment={contact.payment_outcome} />
            <h3>For the bank's people</h3>
            <ul class="dots">
              {reasons.map((reason) => (
                <li key={reason.feature}>{reason.text}</li>
              ))}
            </ul>
            <h3>Every rule asked</h3>
            <Decisions items={decisions} />
          </div>
        )}
      </Known>
      <div class="row" style={{ justifyContent: 'flex-end', marginTop: '12px' }}>
        <button type="button" class="button" onClick={close}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
