import { useEffect, useState } from 'preact/hooks';
import { useResource } from '../api/resource';
import { setToken } from '../api/token';
import { person, setPerson } from '../app/person';

/** Who works here, or the question: for a name where the gateway takes everybody's word, for a token where it knows people. */
export function PersonName() {
  const me = useResource('/me');
  const [asks, setAsks] = useState(false);
  const [typed, setTyped] = useState('');
  const known = me.data?.people_known ?? false;
  const name = me.data?.name ?? '';

  // Where people are known, the gateway says who works here, and what this browser remembered is nobody.
  useEffect(() => {
    if (known) setPerson(name);
  }, [known, name]);

  const change = () => {
    if (known) {
      setToken('');
      me.refresh();
    }
    setTyped(known ? '' : person.value);
    setAsks(!known);
  };
  const answer = () => {
    if (known) {
      setToken(typed);
      me.refresh();
    } else setPerson(typed);
    setTyped('');
    setAsks(false);
    // The field is gone, and keys act on the page again.
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  };
  if (person.value && !asks && (!known || name))
    return (
      <span class="row small no-print">
        <span class="muted">
          You are <strong data-person>{person.value}</strong>
        </span>
        <button type="button" class="button quiet small" onClick={change}>
          {known ? 'Leave' : 'Change name'}
        </button>
      </span>
    );
  return (
    <form
      class="row no-print"
      onSubmit={(event) => {
        event.preventDefault();
        answer();
      }}
    >
      {known && me.error && <span class="small">{me.error.message}</span>}
      <label class="row small">
        {known ? 'Your token' : 'Your name, recorded with what you do'}
        <input
          id="person"
          type={known ? 'password' : 'text'}
          autocomplete={known ? 'off' : 'name'}
          maxLength={known ? 200 : 100}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button" disabled={typed.trim() === ''}>
        {known ? 'Enter' : 'Remember'}
      </button>
    </form>
  );
}
