import type { Database } from '../clickhouse/client.ts';
import { iso } from '../days.ts';
import { asOfText } from '../domain/as-of.ts';
import type { Campaign } from '../domain/catalogue.ts';
import { findFormula, formulaName } from '../domain/formula.ts';
import { type HitRules, hitEdges, hitsOf } from '../domain/hits.ts';
import type { Family } from '../domain/metrics.ts';
import { type Bilingual, phrase } from '../domain/wording.ts';
import { readAroundEdges } from '../store/around-edges.ts';
import { readWorks } from '../store/catalogue.ts';
import { readCampaignKnown, readEpisodesKnown } from '../store/catalogue-known.ts';
import { readFormulas } from '../store/formulas.ts';
import { type Milestone, readMilestones } from '../store/milestones.ts';
import { type Moment, type NamedCount, readNamedCounts } from '../store/placement-counts.ts';
import { momentText } from './time-documents.ts';

/** 人次 is for formulas of view-times, and for plays and entries of one placement; the rest is counted in 次. */
const UNITS: Readonly<Partial<Record<Family, Bilingual>>> = {
  play: { zh: '人次', en: 'plays' },
  live_entry: { zh: '人次', en: 'live entries' },
  read: { zh: '次阅读', en: 'reads' },
  page_view: { zh: '次浏览', en: 'page views' },
  exposure: { zh: '次展现', en: 'exposures' },
};

/** “突破100万人次” where the lower end is above the threshold, “达到” where it is the threshold; of a loss, what was lost. */
const wordingOf = ({ threshold, low, scope, basis }: Milestone): Bilingual => {
  const { zh, en } = phrase(low > threshold ? '突破' : '达到', threshold);
  const unit = scope === 'placement' ? UNITS[basis as Family] : undefined;
  return unit ? { zh: zh.replace(/人次$/, unit.zh), en: en.replace(/view-times$/, unit.en) } : { zh, en };
};

const lostOf = ({ threshold }: Milestone): Bilingual => {
  const { zh, en } = phrase('达到', threshold);
  return { zh: `更正后不再${zh}`, en: `no longer ${en}, after a correction` };
};

type Names = ReadonlyMap<string, Bilingual>;

const namesOf = async (db: Database, campaign: Campaign, moment: Moment): Promise<Names> => {
  const [episodes, works, placements] = await Promise.all([
    readEpisodesKnown(db, campaign.id, moment.knownAt),
    readWorks(db, campaign.id),
    readNamedCounts(db, campaign.id, moment),
  ]);
  const both = (title: string): Bilingual => ({ zh: title, en: title });
  return new Map<string, Bilingual>([
    [`campaign ${campaign.id}`, { zh: campaign.name, en: campaign.nameEn }],
    ...episodes.map(({ id, title }): [string, Bilingual] => [`episode ${id}`, both(title)]),
    ...works.map(({ id, title }): [string, Bilingual] => [`work ${id}`, both(title)]),
    ...placements.map(({ placementId, platformName, workTitle }): [string, Bilingual] => [
      `placement ${placementId}`,
      { zh: `${platformName.zh} · ${workTitle}`, en: `${platformName.en} · ${workTitle}` },
    ]),
  ]);
};

/** `renci milestones --json` and GET /campaigns/{id}/milestones. */
export const readMilestonesDocument = async (db: Database, campaign: Campaign, moment: Moment) => {
  const known = (await readCampaignKnown(db, campaign.id, moment.knownAt)) ?? campaign;
  const [milestones, names] = await Promise.all([
    readMilestones(db, campaign.id, moment),
    namesOf(db, known, moment),
  ]);
  return {
    ...momentText(moment),
    campaignId: campaign.id,
    timeZone: known.timeZone,
    milestones: milestones.map(milestone => {
      const { scope, scopeId, basis, threshold, isGoal, kind, asOf, knownAt, runId, low, high, definitions } =
        milestone;
      const name = names.get(`${scope} ${scopeId}`) ?? { zh: scopeId, en: scopeId };
      const wording = kind === 'reached' ? wordingOf(milestone) : lostOf(milestone);
      const when = asOfText(asOf, known.timeZone);
      return {
        ...{ scope, scopeId, name, basis, threshold, isGoal, kind },
        ...{ asOf: iso(asOf), knownAt: iso(knownAt), runId, low, high, wording },
        sentence: {
          zh: `截至 ${when.zh}，${name.zh}${wording.zh}`,
          en: `As of ${when.en}: ${name.en}, ${wording.en}`,
        },
        definitions: [...definitions],
      };
    }),
  };
};
export type MilestonesDocument = Awaited<ReturnType<typeof readMilestonesDocument>>;

const placed = (placement: NamedCount | undefined) =>
  placement && {
    episodeId: placement.episodeId,
    workTitle: placement.workTitle,
    platform: placement.platformId,
    platformName: placement.platformName,
    account: placement.account,
    url: placement.url,
    now: placement.count && { low: placement.count.low, high: placement.count.high },
  };

/** `renci hits --json` and GET /campaigns/{id}/hits: works and placements that fulfil the rule as of (T, K). */
export const readHitsDocument = async (
  db: Database,
  campaign: Campaign,
  moment: Moment,
  { rules, formula }: { rules: HitRules; formula?: string | undefined },
) => {
  const [known, formulas] = await Promise.all([
    readCampaignKnown(db, campaign.id, moment.knownAt),
    readFormulas(db, moment.knownAt),
  ]);
  const found = findFormula(formula ?? (known ?? campaign).formula, formulas);
  const named = Object.keys(rules.families) as Family[];
  const families = [...new Set([...found.families, ...named])];
  const [around, names, works] = await Promise.all([
    readAroundEdges(
      db,
      { campaign: campaign.id, families, edges: hitEdges(rules), isFromPublication: true },
      moment,
    ),
    readNamedCounts(db, campaign.id, moment),
    readWorks(db, campaign.id),
  ]);
  const hits = hitsOf(around, rules, found.families);
  const byId = new Map(names.map(placement => [placement.placementId, placement]));
  const titles = new Map(works.map(({ id, title, episodeId }) => [id, { title, episodeId }]));
  return {
    ...momentText(moment),
    campaignId: campaign.id,
    timeZone: (known ?? campaign).timeZone,
    formula: formulaName(found),
    rule: { atLeast: rules.atLeast, withinDays: rules.withinDays, families: rules.families },
    works: hits.works.map(({ workId, rule, placements, count }) => ({
      workId,
      title: titles.get(workId)?.title ?? workId,
      episodeId: titles.get(workId)?.episodeId ?? null,
      ...rule,
      placements,
      low: count.low,
      high: count.high,
    })),
    placements: hits.placements.flatMap(({ placementId, workId, family, rule, publishedAt, count }) => {
      const place = placed(byId.get(placementId));
      if (!place) return [];
      return [
        {
          placementId,
          workId,
          family,
          ...rule,
          publishedAt: iso(publishedAt),
          low: count.low,
          high: count.high,
          ...place,
        },
      ];
    }),
  };
};
export type HitsDocument = Awaited<ReturnType<typeof readHitsDocument>>;
