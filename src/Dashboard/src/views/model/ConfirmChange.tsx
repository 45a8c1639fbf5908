import { useState } from 'preact/hooks';
import { ApiError } from '../../api/client';
import { person } from '../../app/person';
import { Dialog } from '../../ui/dialog';
import { PersonName } from '../../ui/person';
import type { Change } from './roles';

/** Asks for the version to be typed, and by whom, before a change of roles is made. */
export function ConfirmChange({ change, done, close }: { change: Change; done: () => void; close: () => void }) {
  const [typed, setTyped] = useState('');
  const [force, setForce] = useState(false);
  const by = person.value;
  const [state, setState] = useState<{ runs: boolean; error?: string }>({ runs: false });
  const run = async () => {
    setState({ runs: true });
    try {
      await change.run(by, force);
      done();
    } catch (error) {
      setState({ runs: false, error: error instanceof ApiError ? error.message : String(error) });
    }
  };
  const blocked = change.doubts.length > 0 && !force;
  return (
    <Dialog title={change.title} close={close}>
      <p>{change.says}</p>
      {change.doubts.length > 0 && (
        <div class="notice" style={{ marginTop: '10px' }}>
          <p>It is unproven: {change.doubts.join('; ')}.</p>
          <label class="row">
            <input type="checkbox" checked={force} onChange={(event) => setForce(event.currentTarget.checked)} /> All the same; the history
            says so
          </label>
        </div>
      )}
      <PersonName />
      <p style={{ margin: '12px 0 4px' }}>
        <label for="confirm">
          Type <span class="mono">{change.version}</span> to confirm
        </label>
      </p>
      <input
        id="confirm"
        type="text"
        class="mono"
        autocomplete="off"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        style={{ width: '100%' }}
      />
      {state.error && (
        <p class="bad" role="alert">
          {state.error}
        </p>
      )}
      <div class="row" style={{ justifyContent: 'flex-end', marginTop: '14px' }}>
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
        <button
          type="button"
          class="button primary"
          disabled={by === '' || typed !== change.version || blocked || state.runs}
          onClick={run}
        >
          {change.title}
        </button>
      </div>
    </Dialog>
  );
}
