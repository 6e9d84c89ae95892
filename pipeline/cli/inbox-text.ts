import { localDate } from '../days.ts';
import type { InboxEntry } from '../store/inbox.ts';
import { table } from './output.ts';

const LONGEST_TITLE = 24;
const shorten = (title: string): string => {
  const letters = [...title.replaceAll(/\s+/g, ' ')];
  return letters.length > LONGEST_TITLE
    ? `${letters.slice(0, LONGEST_TITLE - 1).join('')}…`
    : letters.join('');
};

/** Where an entry seems to belong, or was put; and why it is not sure. */
const belonging = ({ proposal, state, placementId }: InboxEntry): string => {
  if (state === 'accepted') return `placement ${placementId}`;
  if (state === 'ignored') return 'ignored';
  if (!proposal) return 'nothing matches';
  const { campaignId, episodeId, workId, isConfident, doubt, rule } = proposal;
  const place = workId ?? episodeId ?? campaignId;
  return isConfident ? `→ ${place}  (${rule})` : `? ${place}: ${doubt}  (${rule})`;
};

/** Entries of the inbox as a table. */
export const renderInbox = (entries: readonly InboxEntry[], timeZone: string): string =>
  table(
    ['Entry', 'Published', 'Account', 'Title', 'Belongs'].map(title => ({ title })),
    entries.map(entry => [
      entry.id,
      entry.publishedAt === null ? 'not said' : localDate(entry.publishedAt, timeZone),
      entry.accountId,
      shorten(entry.title),
      belonging(entry),
    ]),
  );
