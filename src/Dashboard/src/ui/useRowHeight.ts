import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Pixels of a row where there is room for columns. */
const lineHeight = 37;

/** As wide as tables are on a phone that is held upright, in pixels. */
const narrow = 440;

/** How a table shows its rows, and how high each is: all are as high as the first, as none of them wraps. */
export function useRowHeight(frame: RefObject<HTMLElement>, filled: boolean): { cards: boolean; rowHeight: number } {
  const [cards, setCards] = useState(false);
  const [cardHeight, setCardHeight] = useState(lineHeight);
  useLayoutEffect(() => {
    const shown = frame.current;
    if (!shown) return;
    const look = () => setCards(shown.clientWidth <= narrow);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(shown);
    return () => observer.disconnect();
  }, [filled]);
  useLayoutEffect(() => {
    const card = cards && frame.current?.querySelector<HTMLElement>('tbody tr:not(.spacer)');
    if (card) setCardHeight(card.offsetHeight);
  });
  return { cards, rowHeight: cards ? cardHeight : lineHeight };
}
