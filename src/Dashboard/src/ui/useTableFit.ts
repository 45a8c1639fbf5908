import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** How a table fits into its width, from all its columns on: without those that only a laptop has room for, without all wide ones, or with its rows as cards. */
const fits = ['all', 'no-widest', 'no-wide', 'cards'] as const;
export type Fit = (typeof fits)[number];

/** Pixels of a row where there is room for columns. */
const lineHeight = 37;

/** As wide as tables are on a phone that is held upright, in pixels. */
const narrow = 440;

/**
 * How a table shows its rows, and how high each is: all are as high as the first. Styles leave columns out by the table's width; where
 * what is left is too wide all the same, as names and moments are of any length, more is left out. It stays so until the width changes,
 * as columns that come and go with each row are no help.
 */
export function useTableFit(frame: RefObject<HTMLElement>, filled: boolean): { fit: Fit; rowHeight: number } {
  // With the width that it is for: another one is tried anew from all columns on.
  const [{ step }, setTried] = useState({ width: -1, step: 0 });
  const [cardHeight, setCardHeight] = useState(lineHeight);
  const fit = fits[step] ?? 'cards';
  useLayoutEffect(() => {
    const shown = frame.current;
    if (!shown) return;
    const look = () => {
      const { clientWidth } = shown;
      setTried((tried) =>
        tried.width === clientWidth ? tried : { width: clientWidth, step: clientWidth <= narrow ? fits.length - 1 : 0 },
      );
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(shown);
    return () => observer.disconnect();
  }, [filled]);
  useLayoutEffect(() => {
    const shown = frame.current;
    if (fit !== 'cards' && shown && shown.scrollWidth > shown.clientWidth) setTried((tried) => ({ ...tried, step: tried.step + 1 }));
    const card = fit === 'cards' && shown?.querySelector<HTMLElement>('tbody tr:not(.spacer)');
    if (card) setCardHeight(card.offsetHeight);
  });
  return { fit, rowHeight: fit === 'cards' ? cardHeight : lineHeight };
}
