import { Fragment } from 'preact';
import { Dialog } from '../ui/dialog';
import { keysOn, setKeysOn } from './keys';
import { helpOpen, shortcuts } from './shortcuts';

/** What else keys do, where a table or the queue is. */
const elsewhere: readonly [keys: readonly string[], does: string][] = [
  [['↑', '↓'], 'Move in a table that has the focus; Enter opens the row'],
  [['j', 'k', 'm', 'r'], 'In the approval queue: next, previous, change the message, reject'],
  [['a', 'Enter'], 'In the approval queue: go to Approve, and approve'],
];

export function Help() {
  if (!helpOpen.value) return null;
  const close = () => {
    helpOpen.value = false;
  };
  const rows = [...shortcuts.map(({ keys, does }) => [keys.split(' '), does] as const), ...elsewhere];
  return (
    <Dialog title="Keyboard shortcuts" close={close}>
      <dl class="keys">
        {rows.map(([keys, does]) => (
          <Fragment key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </Fragment>
        ))}
      </dl>
      <label class="row">
        <input type="checkbox" id="single-keys" checked={keysOn.value} onChange={(event) => setKeysOn(event.currentTarget.checked)} />
        Single keys are commands
      </label>
      <p class="muted small" style={{ marginTop: '10px' }}>
        A level: LOW, MEDIUM, HIGH or CRITICAL, by the probability that a payment is missed 14 to 30 days ahead. pp: percentage points.
      </p>
      <div class="row" style={{ justifyContent: 'flex-end' }}>
        <button type="button" class="button" onClick={close}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
