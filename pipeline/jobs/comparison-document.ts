import { iso } from '../days.ts';
import { AGES } from '../domain/equal-age.ts';
import { formulaName } from '../domain/formula.ts';
import type { Compared, Comparison } from './comparison.ts';
import type { AgedEpisode } from './equal-age.ts';
import { ageDocument, boundsOf, growthText, momentText, risenFrom } from './time-documents.ts';

/** A year and a month of days after the first: what comes later is no comparison of campaigns. */
const MOST_DAYS = 400;

const sideText = ({ campaign, now, equalAt, atEqualAge }: Compared) => ({
  id: campaign.id,
  name: campaign.name,
  nameEn: campaign.nameEn,
  startsOn: campaign.startsOn,
  simulated: campaign.simulated,
  now: { low: now.low, high: now.high, coverage: now.coverage },
  equalAt: iso(equalAt),
  atEqualAge: { low: atEqualAge.low, high: atEqualAge.high, coverage: atEqualAge.coverage },
});

const dayOf = ({ series }: Compared, index: number) => {
  const [bucket, before, sample, interval] = [
    series.buckets[index],
    series.samples[index],
    series.samples[index + 1],
    series.intervals[index],
  ];
  if (!bucket || !before || !sample || !interval) return null;
  return {
    date: bucket.name,
    ...boundsOf(sample.known, sample.counted, sample.expected),
    risen: risenFrom(before, sample),
    growth: growthText(interval.growth),
    estimated: interval.estimated > 0,
    unknown: interval.unknown,
  };
};

/** The episode at a place of the order in which they were broadcast. */
const episodeOf = (aged: AgedEpisode | undefined) =>
  aged
    ? {
        id: aged.episode.id,
        title: aged.episode.title,
        organisation: aged.episode.organisation,
        at: Object.fromEntries(AGES.map(({ id }, index) => [id, ageDocument(aged.ages[index] ?? null)])),
      }
    : null;

const broadcast = ({ episodes }: Compared): AgedEpisode[] =>
  episodes
    .filter(({ episode }) => episode.airedAt !== null)
    .toSorted(
      (a, b) => Number(a.episode.airedAt) - Number(b.episode.airedAt) || a.episode.number - b.episode.number,
    );

/** `renci compare campaigns --json` and GET /campaigns/{id}/comparison. */
export const comparisonDocument = ({ moment, formula, age, campaign, other }: Comparison) => {
  const days = Math.min(MOST_DAYS, Math.max(campaign.series.buckets.length, other.series.buckets.length));
  const [ours, theirs] = [broadcast(campaign), broadcast(other)];
  return {
    ...momentText(moment),
    formula: formulaName(formula),
    ageHours: Math.floor(age / 3_600_000),
    campaign: sideText(campaign),
    other: sideText(other),
    days: Array.from({ length: days }, (_, index) => ({
      day: index + 1,
      campaign: dayOf(campaign, index),
      other: dayOf(other, index),
    })),
    episodes: Array.from({ length: Math.max(ours.length, theirs.length) }, (_, index) => ({
      rank: index + 1,
      campaign: episodeOf(ours[index]),
      other: episodeOf(theirs[index]),
    })),
  };
};
export type ComparisonDocument = ReturnType<typeof comparisonDocument>;
