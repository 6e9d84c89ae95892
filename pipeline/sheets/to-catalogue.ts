import { localDate } from '../days.ts';
import type { Account, Catalogue, Placement, Platform, Work } from '../domain/catalogue.ts';
import { FORMULAS } from '../domain/formula.ts';
import { METRIC_FAMILY, type Metric } from '../domain/metrics.ts';
import type { Instant, WorkKind } from '../domain/reading.ts';
import { type Problem, refusal } from '../problems.ts';
import { problemOf, type Sheet, type SheetRow } from './sheet.ts';

export type NewCampaign = {
  readonly campaignId: string;
  readonly name: string;
  /** Platform of all items; its id is also its name until a catalogue gives it one. */
  readonly platform: string;
  /** The counting metric of all items; null for the only kind of views the sheet has. */
  readonly metric: Metric | null;
  readonly timeZone: string;
};

const KIND: Readonly<Partial<Record<Metric, WorkKind>>> = { reads: 'article', live_entries: 'live' };

/** First row of each item, by id, in order of appearance, and its earliest moment. */
const itemsOf = (sheet: Sheet): Map<string, { row: SheetRow; first: Instant; published: Instant | null }> => {
  const items = new Map<string, { row: SheetRow; first: Instant; published: Instant | null }>();
  for (const row of sheet.rows) {
    const known = items.get(row.externalId);
    if (!known) items.set(row.externalId, { row, first: row.observedAt, published: row.publishedAt });
    else if (row.observedAt < known.first) known.first = row.observedAt;
  }
  return items;
};

/** Kinds of views the sheet counts, of which one is what its items are totalled by. */
const viewMetrics = (sheet: Sheet): Metric[] =>
  [...new Set(sheet.rows.map(row => row.metric))].filter(metric =>
    FORMULAS.some(({ families }) => families.includes(METRIC_FAMILY[metric])),
  );

/**
 * A catalogue for a series that comes without one: a work and a placement for each item, at campaign level. The period
 * is that of its readings; an item without a publish time counts as published at its first reading, since it was
 * there by then. Ids of works carry the campaign's, so that two series of one platform keep apart.
 * @throws ConfigError for rows without an item id, or where it is open which views the items are totalled by.
 */
export const catalogueFromSheet = (sheet: Sheet, options: NewCampaign): Catalogue => {
  const { campaignId, platform, timeZone } = options;
  const offered = viewMetrics(sheet);
  const metric = options.metric ?? (offered.length === 1 ? offered[0] : undefined);
  const formula = metric && FORMULAS.find(({ families }) => families.includes(METRIC_FAMILY[metric]));
  const counts = offered.length === 0 ? 'has no counts of views' : `counts ${offered.join(', ')}`;
  const [any] = sheet.rows;
  const whole = (message: string): Problem => ({
    file: sheet.fileName,
    line: 0,
    column: 0,
    field: '',
    message,
  });
  const problems = [
    ...sheet.rows.flatMap(row =>
      row.externalId === ''
        ? [problemOf(sheet, row, 'has no item id: a new campaign needs one for each item.')]
        : [],
    ),
    ...(metric
      ? []
      : [whole(`the sheet ${counts}: say which its items are totalled by with --counts plays.`)]),
    ...(metric && !formula ? [whole(`no formula totals "${metric}".`)] : []),
    ...(metric && formula && !offered.includes(metric) ? [whole(`the sheet ${counts}, not ${metric}.`)] : []),
  ];
  if (!any || !metric || !formula || problems.length > 0) throw refusal(sheet.fileName, problems);
  const items = itemsOf(sheet);
  const moments = sheet.rows.map(row => row.observedAt);
  const dayOf = (instant: Instant): string => localDate(instant, timeZone);
  const earliest = moments.reduce((a, b) => Math.min(a, b));
  const latest = moments.reduce((a, b) => Math.max(a, b));
  const accountId = ({ account }: SheetRow): string => (account === '' ? platform : `${platform}:${account}`);
  const works: Work[] = [];
  const placements: Placement[] = [];
  const accounts = new Map<string, Account>();
  for (const [externalId, { row, first, published }] of items) {
    const workId = `${campaignId}:${externalId}`;
    const publishedAt = published ?? first;
    accounts.set(accountId(row), { id: accountId(row), platformId: platform, name: row.account || platform });
    works.push({
      id: workId,
      campaignId,
      episodeId: null,
      kind: KIND[metric] ?? 'clip',
      title: row.title || externalId,
      series: '',
      publishedAt,
    });
    placements.push({
      id: 0,
      workId,
      platformId: platform,
      accountId: accountId(row),
      externalId,
      url: row.url,
      metric,
      publishedAt,
      registeredAt: 0,
    });
  }
  const only: Platform = { id: platform, name: platform, nameEn: platform, group: 'commercial' };
  return {
    campaign: {
      id: campaignId,
      name: options.name,
      nameEn: options.name,
      organiser: '',
      timeZone,
      startsOn: dayOf(earliest),
      endsOn: dayOf(latest),
      formula: formula.id,
      goal: null,
      simulated: false,
      previous: null,
      note: `Made from ${sheet.fileName}.`,
    },
    episodes: [],
    works,
    platforms: [only],
    accounts: [...accounts.values()],
    placements,
  };
};
