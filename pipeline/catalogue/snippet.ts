import { DateTime } from 'luxon';
import { stringify } from 'yaml';
import type { Campaign, Placement, Work } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';

/** What was registered outside the catalogue file, as the file has to say it. */
export type Snippet = {
  /** Where in the file it belongs: `episodes › education › works`. */
  readonly place: string;
  /** Items of that list, in YAML. */
  readonly yaml: string;
};

/**
 * The lines to paste into a catalogue file, so that the file goes on declaring everything that is counted. Times a
 * file hands down (an episode's to its works, a work's to its placements) are left out.
 */
export const snippetOf = (
  campaign: Pick<Campaign, 'timeZone'>,
  work: Work,
  isNewWork: boolean,
  inherited: Instant | null,
  placements: readonly Placement[],
): Snippet => {
  const moment = (instant: Instant): string | null =>
    DateTime.fromMillis(instant, { zone: campaign.timeZone }).toISO({ suppressMilliseconds: true });
  const published = (at: Instant | null, before: Instant | null) =>
    at === null || at === before ? {} : { published_at: moment(at) };
  const entries = placements.map(placement => ({
    platform: placement.platformId,
    ...(placement.alsoOn
      ? { accounts: [placement.accountId, ...placement.alsoOn] }
      : { account: placement.accountId }),
    external_id: placement.externalId,
    metric: placement.metric,
    ...(placement.url !== '' && { url: placement.url }),
    ...published(placement.publishedAt, work.publishedAt),
  }));
  const works = [...(work.episodeId === null ? [] : ['episodes', work.episodeId]), 'works'].join(' › ');
  if (!isNewWork) return { place: `${works} › ${work.id} › placements`, yaml: yamlOf(entries) };
  const { id, kind, title, series } = work;
  const entry = {
    id,
    kind,
    title,
    ...(series !== '' && { series }),
    ...published(work.publishedAt, inherited),
    placements: entries,
  };
  return { place: works, yaml: yamlOf([entry]) };
};

const yamlOf = (value: unknown): string => stringify(value, { lineWidth: 0 });
