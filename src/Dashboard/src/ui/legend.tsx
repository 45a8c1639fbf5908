/** What the colours of a chart stand for; a hue is the name of a colour of the page. */
export function Legend({ items }: { items: readonly (readonly [hue: string, text: string])[] }) {
  return (
    <p class="legend">
      {items.map(([hue, text]) => (
        <span key={text}>
          <i style={{ background: `var(--${hue})` }} />
          {text}
        </span>
      ))}
    </p>
  );
}
