import type { ComponentChildren } from 'preact';

interface Props {
  title?: string;
  /** What the figures are of, beside the title. */
  note?: ComponentChildren;
  span?: 3 | 4 | 5 | 6 | 7 | 8 | 12;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

export function Card({ title, note, span = 12, actions, children }: Props) {
  return (
    <section class={`card span-${span}`} aria-label={title}>
      {(title || actions) && (
        <header>
          {title && <h2>{title}</h2>}
          {note && <span class="note muted small">{note}</span>}
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}
