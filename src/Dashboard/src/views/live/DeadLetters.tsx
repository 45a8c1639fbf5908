import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { postText } from '../../api/client';
import { allDeadLetters } from '../../api/pages';
import { useResource } from '../../api/resource';
import type { DeadLetter } from '../../api/types';
import { unproven } from '../../app/person';
import { place, setQuery } from '../../app/router';
import { at, count } from '../../format/format';
import { indented } from '../../format/json';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { Dialog } from '../../ui/dialog';
import { ExportButton } from '../../ui/export';
import { PersonName } from '../../ui/person';
import { Known } from '../../ui/states';
import { Table } from '../../ui/table';

const shown = 1000;

/** Those that were put right and taken since the page was loaded. */
const taken = signal<ReadonlySet<number>>(new Set());

/** What could not be taken, with its reason; put right, it is sent again. */
export function DeadLettersCard({ total }: { total: number | undefined }) {
  const pages = Math.max(1, Math.ceil((total ?? Number.POSITIVE_INFINITY) / shown));
  const older = Math.min(pages - 1, Math.max(0, Math.trunc(Number(place.value.query.get('older'))) || 0));
  const setOlder = (pages: number) => setQuery({ older: pages > 0 ? String(pages) : null });
  const [chosen, setChosen] = useState<DeadLetter>();
  const from = Math.max(0, (total ?? 0) - shown * (older + 1));
  const page = useResource('/dead_letters', { query: { after_sequence: from, limit: shown }, enabled: total !== undefined, keeps: true });
  useEffect(page.refresh, [total]);
  const columns: Column<DeadLetter>[] = [
    { title: 'No.', cell: (letter) => count(letter.sequence), value: (letter) => letter.sequence, right: true },
    { title: 'Refused', cell: (letter) => at(letter.received_at), value: (letter) => letter.received_at, wide: true },
    {
      title: 'Reason',
      cell: (letter) => <span title={letter.error}>{letter.error}</span>,
      value: (letter) => letter.error,
      sorts: true,
      text: true,
    },
    { title: 'From', cell: (letter) => letter.source, value: (letter) => letter.source, widest: true },
    {
      title: 'Document',
      cell: (letter) => <span class="mono">{letter.document}</span>,
      value: (letter) => letter.document,
      wide: true,
      fill: true,
    },
    {
      title: 'Again',
      cell: (letter) => (
        <span class="row">
          <button type="button" class="button small" onClick={() => setChosen(letter)}>
            Put right and send
          </button>
          {taken.value.has(letter.sequence) && <span class="good small">Taken</span>}
        </span>
      ),
    },
  ];
  return (
    <Card
      title="Dead letters"
      note="Kept with the rule that each broke; nothing is lost"
      actions={page.data && <ExportButton name="dead-letters" columns={columns} rows={allDeadLetters} />}
    >
      <Known of={page} height={300}>
        {(data) => (
          <Table
            name="Dead letters"
            columns={columns}
            rows={[...data.items].reverse()}
            height={560}
            keyOf={(letter) => letter.sequence}
            empty="Everything that was sent was taken."
          />
        )}
      </Known>
      <p class="row no-print">
        {from > 0 && (
          <button type="button" class="button" onClick={() => setOlder(older + 1)}>
            Older ones
          </button>
        )}
        {older > 0 && (
          <button type="button" class="button" onClick={() => setOlder(older - 1)}>
            Newer ones
          </button>
        )}
      </p>
      {chosen && <Requeue letter={chosen} close={() => setChosen(undefined)} />}
    </Card>
  );
}

function Requeue({ letter, close }: { letter: DeadLetter; close: () => void }) {
  const [text, setText] = useState(() => indented(letter.document));
  const [result, setResult] = useState<{ good: boolean; text: string }>();
  const send = async () => {
    try {
      const answer = await postText('/transactions', text);
      const rejected = answer.rejected[0];
      if (!rejected) taken.value = new Set([...taken.value, letter.sequence]);
      setResult(
        rejected
          ? { good: false, text: rejected.error }
          : answer.accepted > 0
            ? { good: true, text: 'It was taken and is durable.' }
            : { good: true, text: 'It was known already; nothing changed.' },
      );
    } catch (error) {
      setResult({ good: false, text: (error as Error).message });
    }
  };
  return (
    <Dialog title={`Dead letter ${letter.sequence}`} close={close}>
      <p class="bad">{letter.error}</p>
      <PersonName tokenOnly />
      <label class="small muted" for="requeue">
        The document, to put right
      </label>
      <textarea
        id="requeue"
        class="mono"
        rows={14}
        spellcheck={false}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {result && (
        <p class={result.good ? 'good' : 'bad'} role="alert">
          {result.text}
        </p>
      )}
      <div class="row" style={{ justifyContent: 'flex-end' }}>
        <button type="button" class="button" onClick={close}>
          Close
        </button>
        <button type="button" class="button primary" disabled={unproven.value} onClick={send}>
          Send again
        </button>
      </div>
    </Dialog>
  );
}
