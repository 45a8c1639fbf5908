import { useLayoutEffect, useState } from 'preact/hooks';
import { useResource } from '../api/resource';
import { refusal, setToken, token } from '../api/token';
import { person, setBearer, setPerson } from '../app/person';

interface Props {
  /** Asks nothing where the gateway takes everybody's word: what is done here is recorded under no name then. */
  tokenOnly?: boolean;
}

/** Who works here, or the question: for a name where the gateway takes everybody's word, for a token where it knows people. */
export function PersonName({ tokenOnly = false }: Props) {
  const proof = token.value;
  const me = useResource('/me', { as: proof });
  const [asks, setAsks] = useState(false);
  const said = me.data;
  // Before anything is painted, so that nobody is asked who is known already.
  useLayoutEffect(() => {
    if (said) setBearer({ token: proof, peopleKnown: said.people_known, name: said.name ?? '' });
  }, [said, proof]);

  // Which of the two is to be asked, only the gateway knows.
  if (!said)
    return me.error ? (
      <span class="small bad no-print" role="alert">
        {me.error.message}
      </span>
    ) : null;
  const known = said.people_known;
  if (tokenOnly && !known) return null;
  if (person.value && !asks)
    return (
      <span class="row small no-print">
        <span class="muted">
          You are <strong data-person>{person.value}</strong>
        </span>
        <button type="button" class="button quiet small" onClick={() => (known ? setToken('') : setAsks(true))}>
          {known ? 'Leave' : 'Change name'}
        </button>
      </span>
    );
  const answer = (typed: string) => {
    if (known) setToken(typed);
    else setPerson(typed);
    setAsks(false);
  };
  return <Question known={known} former={known ? '' : person.value} answer={answer} />;
}

interface QuestionProps {
  known: boolean;
  former: string;
  answer: (typed: string) => void;
}

function Question({ known, former, answer }: QuestionProps) {
  const [typed, setTyped] = useState(former);
  return (
    <form
      class="row no-print"
      onSubmit={(event) => {
        event.preventDefault();
        // The field goes, and keys act on what is around it again.
        event.currentTarget.closest<HTMLElement>('dialog, main')?.focus({ preventScroll: true });
        answer(typed);
      }}
    >
      {known && refusal.value && (
        <span class="small bad" role="alert">
          {refusal.value}
        </span>
      )}
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
