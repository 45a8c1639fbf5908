import { useEffect, useRef } from 'preact/hooks';
import { helpOpen, shortcuts } from './shortcuts';

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = helpOpen.value;
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} aria-labelledby="help-title" onClose={() => (helpOpen.value = false)}>
      <h2 id="help-title">Keyboard shortcuts</h2>
      <dl class="keys">
        {shortcuts.map((shortcut) => (
          <>
            <dt>
              {shortcut.keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{shortcut.does}</dd>
          </>
        ))}
        <dt>
          <kbd>↑</kbd>
          <kbd>↓</kbd>
        </dt>
        <dd>Move in a table that has the focus; Enter opens the row</dd>
        <dt>
          {['j', 'k', 'a', 'm', 'r'].map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </dt>
        <dd>In the approval queue: next, previous, approve, change the message, reject</dd>
      </dl>
      <p class="muted small">
        A level: LOW, MEDIUM, HIGH or CRITICAL, by the probability that a payment is missed 14 to 30 days ahead. pp: percentage points.
      </p>
      <form method="dialog" class="row" style={{ justifyContent: 'flex-end' }}>
        <button type="submit" class="button">
          Close
        </button>
      </form>
    </dialog>
  );
}
