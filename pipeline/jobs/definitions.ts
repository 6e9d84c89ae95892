import type { Database } from '../clickhouse/client.ts';
import { localDate } from '../days.ts';
import { type DefinitionBreak, type DefinitionInForce, definitionsBetween } from '../domain/definitions.ts';
import { readDefinitions } from '../store/definitions.ts';
import type { CampaignFigures } from './figures.ts';

/**
 * What the numbers of a total count (口径说明): every definition in force from the first day of the campaign to T, as
 * known at K, and the breaks among them.
 * @throws QueryError
 */
export const readTotalDefinitions = async (
  db: Database,
  { campaign, moment, figures }: CampaignFigures,
): Promise<{
  readonly inForce: readonly DefinitionInForce[];
  readonly breaks: readonly DefinitionBreak[];
}> => {
  const counted = new Set(figures.counted.map(({ platformId, metric }) => `${platformId} ${metric}`));
  const platforms = [...new Set(figures.counted.map(({ platformId }) => platformId))];
  const known = await readDefinitions(db, platforms, moment.knownAt);
  const last = localDate(moment.asOf, campaign.timeZone);
  // What was published before the first day is counted since then: its first rule is the one of that day.
  const [first = last] = [campaign.startsOn, last].toSorted();
  return definitionsBetween(
    known.filter(({ platform, metric }) => counted.has(`${platform} ${metric}`)),
    first,
    last,
  );
};
