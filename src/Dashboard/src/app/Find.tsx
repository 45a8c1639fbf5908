import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../api/client';
import { useResource } from '../api/resource';
import { score } from '../format/format';
import { LevelTag } from '../ui/level';
import { go, href } from './router';

/** Finds a customer by a part of the id or name; Enter opens the one that is chosen, or the list. */
export function Find() {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(text.trim()), 150);
    return () => window.clearTimeout(timer);
  }, [text]);
  const found = useResource('/customers', { query: { search: asked, limit: 8 }, enabled: asked.length > 0 });
  const items = asked ? (found.data?.items ?? []) : [];

  const leave = (address: string) => {
    setText('');
    setAsked('');
    setOpen(false);
    setActive(-1);
    go(address);
  };
  const typed = useRef(text);
  typed.current = text;
  /** Goes by what is typed now; what was found may be of what was typed before. */
  const enter = async (wanted: string) => {
    const chosen = items[active];
    if (chosen) return leave(href(`/customers/${chosen.customer_id}`));
    const list = href('/customers', { search: wanted });
    const answer =
      asked === wanted && found.data ? found.data : await get('/customers', { query: { search: wanted, limit: 8 } }).catch(() => undefined);
    if (typed.current.trim() !== wanted) return;
    const one = answer?.items.find((item) => item.customer_id === wanted) ?? (answer?.items.length === 1 ? answer.items[0] : undefined);
    leave(one ? href(`/customers/${one.customer_id}`) : list);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setActive((active + (event.key === 'ArrowDown' ? 1 : -1) + items.length + 1) % (items.length + 1));
    } else if (event.key === 'Enter' && text.trim()) {
      void enter(text.trim());
    } else if (event.key === 'Escape') {
      setOpen(false);
      (event.currentTarget as HTMLElement).blur();
    }
  };
  const shown = open && asked.length > 0;
  return (
    <div class="find" ref={box} onFocusOut={(event) => !box.current?.contains(event.relatedTarget as Node | null) && setOpen(false)}>
      <input
        id="find"
        type="search"
        placeholder="Find a customer by id or name"
        aria-label="Find a customer by id or name"
        role="combobox"
        aria-expanded={shown}
        aria-controls="found"
        aria-activedescendant={active >= 0 && items[active] ? `found-${active}` : undefined}
        autocomplete="off"
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
          setActive(-1);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      <div id="found" role="listbox" aria-label="Customers found" hidden={!shown}>
        {items.map((customer, index) => (
          <a
            key={customer.customer_id}
            id={`found-${index}`}
            role="option"
            aria-selected={index === active}
            href={href(`/customers/${customer.customer_id}`)}
            onClick={() => leave(href(`/customers/${customer.customer_id}`))}
          >
            <span class="mono">{customer.customer_id}</span>
            <span>{customer.name}</span>
            <LevelTag level={customer.risk_level}>{score(customer.risk_score)}</LevelTag>
          </a>
        ))}
        {shown && found.data && items.length === 0 && <p class="muted small">Nobody whose id or name has “{asked}” in it.</p>}
        {shown && found.error && <p class="bad small">{found.error.message}</p>}
      </div>
    </div>
  );
}
