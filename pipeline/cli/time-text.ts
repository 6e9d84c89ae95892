import { DateTime } from 'luxon';
import type { Growth } from '../domain/edges.ts';
import type { ComparisonDocument } from '../jobs/comparison-document.ts';
import type { HitsDocument, MilestonesDocument } from '../jobs/milestone-documents.ts';
import type { EqualAgeDocument, GrowthDocument, SeriesDocument } from '../jobs/time-documents.ts';
import { formatCount, table } from './output.ts';

const right = 'right' as const;
const digits = new Intl.NumberFormat('en', { signDisplay: 'exceptZero' });

type Bounds = { readonly low: number | null; readonly high: number | null };

/** What was never read shows no number: missing is not zero. */
const countText = ({ low, high }: Bounds): string => (low === null ? '—' : formatCount({ low, high }));

/** `+1,200`, both ends where they differ, `?` where nobody knows; an open end is left out. */
const growthText = (growth: Growth | null): string => {
  if (growth === null) return '?';
  const { low, high } = growth;
  if (low === null) return high === null ? '?' : `≤ ${digits.format(high)}`;
  if (high === null) return `≥ ${digits.format(low)}`;
  return low === high ? digits.format(low) : `${digits.format(low)} … ${digits.format(high)}`;
};

const momentText = (instant: string, zone: string): string =>
  DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd HH:mm');

const asOfLine = ({ asOf, knownAt, timeZone }: { asOf: string; knownAt: string; timeZone: string }): string =>
  `As of ${momentText(asOf, timeZone)} ${timeZone}, known by ${momentText(knownAt, timeZone)}`;

type Bucket = SeriesDocument['buckets'][number];

/** What is to be known of a growth before it is repeated. */
const notesOf = ({ estimated, partial, unknown, wavered, sourceChanged, steps }: Bucket): string =>
  [
    ...(estimated ? ['估算 estimated'] : []),
    ...(partial > 0 ? [`${partial} known in part`] : []),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
    ...(wavered > 0 ? [`${wavered} wavered`] : []),
    ...(sourceChanged > 0 ? [`${sourceChanged} changed source`] : []),
    ...steps.map(({ kind, class: why, reason, placementId, change }) =>
      [
        kind === 'fall' ? '回落 fall' : '调整 adjustment',
        growthText(change),
        ...(placementId === null ? [] : [`of placement ${placementId}`]),
        `(${why ?? reason})`,
      ].join(' '),
    ),
  ].join(', ');

export const renderSeries = (document: SeriesDocument): string =>
  [
    `${asOfLine(document)}${document.formula === null ? '' : `    Formula: ${document.formula}`}`,
    '',
    table(
      [
        { title: document.by === 'day' ? '日期 day' : '小时 hour' },
        { title: '累计 total at its end', align: right },
        { title: '增长 growth', align: right },
        { title: '' },
      ],
      document.buckets.map(bucket => [
        bucket.name,
        countText(bucket),
        growthText(bucket.growth),
        notesOf(bucket),
      ]),
    ),
    `Estimated: interpolated between readings further than ${document.toleranceS / 60} min from an edge. ? is unknown, not 0.`,
  ].join('\n');

export const renderGrowth = (document: GrowthDocument): string => {
  const { timeZone, before, after, growth, unread, from, to, episodes } = document;
  return [
    `${document.label.zh} ${document.label.en}: ${growthText(growth)}`,
    '',
    table(
      [{ title: '时刻 moment' }, { title: '人次 view-times', align: right }],
      [
        [momentText(from, timeZone), countText(before)],
        [momentText(to, timeZone), countText(after)],
      ],
    ),
    '',
    table(
      [{ title: '期 episode' }, { title: '增长 growth', align: right }],
      episodes.map(({ episodeId, growth: ofEpisode }) => [
        episodeId ?? '活动作品 campaign-level works',
        growthText(ofEpisode),
      ]),
    ),
    `${timeZone}, known by ${momentText(document.knownAt, timeZone)}. Formula: ${document.formula}. ${unread} placements were not read in between.`,
  ].join('\n');
};

type At = EqualAgeDocument['episodes'][number]['at'];

const ageCells = (ages: readonly { readonly id: string }[], at: At): string[] =>
  ages.map(({ id }) => {
    const found = at[id];
    if (!found) return '·';
    return found.estimated ? `${countText(found)} (≈ ${countText(found.estimate)})` : countText(found);
  });

export const renderEqualAge = (document: EqualAgeDocument): string =>
  [
    `${asOfLine(document)}    Formula: ${document.formula}`,
    '',
    table(
      [
        { title: '单位 organisation' },
        { title: '节目 episode' },
        ...document.ages.map(({ id }) => ({ title: id, align: right })),
      ],
      document.episodes.map(({ organisation, title, at }) => [
        organisation,
        title,
        ...ageCells(document.ages, at),
      ]),
    ),
    '· not that old yet. ≈ the count at that instant itself, where readings lie further away: an estimate.',
  ].join('\n');

export const renderComparison = ({
  campaign,
  other,
  days,
  episodes,
  ageHours,
  formula,
}: ComparisonDocument): string => {
  const cell = (row: ComparisonDocument['days'][number]['campaign']): string[] =>
    row === null ? ['', ''] : [countText(row), `${row.estimated ? '≈ ' : ''}${growthText(row.growth)}`];
  return [
    `Formula: ${formula}. ${campaign.id} is ${Math.floor(ageHours / 24)} days and ${ageHours % 24} hours old.`,
    '',
    table(
      [
        { title: '活动 campaign' },
        { title: '现在 now', align: right },
        { title: '同龄 at equal age', align: right },
      ],
      [campaign, other].map(side => [side.name, countText(side.now), countText(side.atEqualAge)]),
    ),
    '',
    table(
      [
        { title: '第…天 day', align: right },
        { title: campaign.id, align: right },
        { title: 'growth', align: right },
        { title: other.id, align: right },
        { title: 'growth', align: right },
      ],
      days.map(row => [String(row.day), ...cell(row.campaign), ...cell(row.other)]),
    ),
    '',
    table(
      [
        { title: '第…期 place', align: right },
        { title: campaign.id },
        { title: '7d', align: right },
        { title: other.id },
        { title: '7d', align: right },
      ],
      episodes.map(row => [
        String(row.rank),
        ...[row.campaign, row.other].flatMap(episode =>
          episode === null ? ['', ''] : [episode.title, ...ageCells([{ id: '7d' }], episode.at)],
        ),
      ]),
    ),
  ].join('\n');
};

export const renderMilestones = (document: MilestonesDocument): string =>
  document.milestones.length === 0
    ? `${asOfLine(document)}: no milestone yet.`
    : [
        asOfLine(document),
        '',
        table(
          [
            { title: '截至 as of' },
            { title: '什么 what' },
            { title: '里程碑 milestone' },
            { title: '口径 basis' },
          ],
          document.milestones.map(({ asOf, name, wording, isGoal, basis }) => [
            momentText(asOf, document.timeZone),
            name.zh,
            `${wording.zh}${isGoal ? ' (目标 goal)' : ''}`,
            basis,
          ]),
        ),
      ].join('\n');

export const renderHits = (document: HitsDocument): string => {
  const { rule, works, placements } = document;
  const columns = [{ title: '人次 view-times', align: right }, { title: '题目 title' }];
  return [
    `${asOfLine(document)}    Formula: ${document.formula}`,
    `Hits 爆款: at least ${rule.atLeast.toLocaleString('en')} within ${rule.withinDays} days of publication`,
    '',
    table(
      columns,
      works.map(work => [countText(work), work.title]),
    ),
    '',
    table(
      [...columns, { title: '平台 platform' }, { title: '账号 account' }],
      placements.map(hit => [countText(hit), hit.workTitle, hit.platformName.zh, hit.account]),
    ),
  ].join('\n');
};
