import type { Placed } from '../jobs/place.ts';

const indented = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map(line => `    ${line}`)
    .join('\n');

/** What was (or would be) registered, for people; then what the catalogue file lacks. */
export const renderPlaced = ({ campaign, work, isNewWork, placements, snippet, isPlan }: Placed): string => {
  const where = work.episodeId === null ? `campaign ${campaign.id} alone` : `episode ${work.episodeId}`;
  const lines = [
    `${isNewWork ? '+' : '='} work       ${work.id}  ${work.title}  (${work.kind}, ${where})`,
    ...placements.map(
      ({ id, platformId, externalId, accountId, metric }) =>
        `+ placement  ${platformId}/${externalId}  ${metric} on ${accountId}${isPlan ? '' : `, number ${id}`}`,
    ),
  ];
  const end = isPlan
    ? 'Plan: nothing was changed. Without --plan this is registered.'
    : 'Registered: counted from the next run on.';
  return [
    ...lines,
    end,
    `The catalogue file, which declares what is counted, does not contain ${isPlan ? 'this' : 'it yet'}. Paste under ${snippet.place}:`,
    indented(snippet.yaml),
  ].join('\n');
};

/** The same for machines. */
export const placedDocument = ({ campaign, work, isNewWork, placements, snippet, isPlan }: Placed) => ({
  applied: !isPlan,
  campaign: campaign.id,
  work: { ...work, isNew: isNewWork },
  placements,
  catalogue: snippet,
});
