import type { Intervention } from '../../api/types';

/** The latest that a tab keeps, unless somebody asks for older ones: it may stay open for days. */
export const mostKept = 5000;

/** What a feed holds, newest first: every proposal above `from`, none missing. */
export interface Feed {
  items: Intervention[];
  from: number;
}

/**
 * Takes in what was heard, newest first, which may begin within what is known.
 * @returns the same feed where there is nothing new; null where some were not heard, so that they have to be read.
 */
export function joined(feed: Feed, heard: readonly Intervention[]): Feed | null {
  const latest = feed.items[0]?.sequence ?? feed.from;
  const fresh = heard.filter((item) => item.sequence > latest);
  const oldest = fresh.at(-1);
  if (!oldest) return feed;
  if (oldest.sequence !== latest + 1) return null;
  const items = [...fresh, ...feed.items];
  if (feed.items.length > mostKept || items.length <= mostKept) return { ...feed, items };
  const kept = items.slice(0, mostKept);
  return { items: kept, from: (kept.at(-1)?.sequence ?? 1) - 1 };
}
