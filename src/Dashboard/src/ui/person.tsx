import { useState } from 'preact/hooks';
import { person, setPerson } from '../app/person';

/** Who works here, or the question. */
export function PersonName() {
  const [asks, setAsks] = useState(false);
  const [typed, setTyped] = useState('');
  if (person.value && !asks)
    return (
      <span class="row small no-print">
        <span class="muted">
          You are <strong data-person>{person.value}</strong>
        </span>
        <button
          type="button"
          class="button quiet small"
          onClick={() => {
            setTyped(person.value);
            setAsks(true);
          }}
        >
          Change name
        </button>
      </span>
    );
  return (
    <form
      class="row no-print"
      onSubmit={(event) => {
        event.preventDefault();
        setPerson(typed);
        setAsks(false);
        // The field is gone, and keys act on the page again.
        document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
      }}
    >
      <label class="row small">
        Your name, recorded with what you do
        <input
          id="person"
          type="text"
          autocomplete="name"
          maxLength={100}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button" disabled={typed.trim() === ''}>
        Remember
      </button>
    </form>
  );
}
