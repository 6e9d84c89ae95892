import { besideCount, isAdded } from '../aggregate/beside.ts';
import { apartNote, apartParts, notesOf } from '../aggregate/notes.ts';
import { iso } from '../days.ts';
import { adjustedBy, type CountedAdjustment } from '../domain/adjustment.ts';
import { formulaName } from '../domain/formula.ts';
import type { Instant } from '../domain/reading.ts';
import { isComplete, type Total } from '../domain/totals.ts';
import { headline } from '../domain/wording.ts';
import { readBroadcastFigures } from '../store/broadcast.ts';
import type { NamedCount } from '../store/placement-counts.ts';
import type { App } from './app.ts';
import { sayClosed } from './closed-windows.ts';
import { readTotalDefinitions } from './definitions.ts';
import { type CampaignFigures, findCampaign, readFigures } from './figures.ts';
import type { AdjustmentLine, MissingPlacement, TotalsDocument } from './totals-document.ts';

export type TotalsOptions = {
  /** The only campaign, where none is named. */
  readonly campaignId?: string | undefined;
  readonly asOf?: Instant | undefined;
  readonly knownAt?: Instant | undefined;
  readonly formula?: string | undefined;
};

/**
 * The figure of a campaign as of T, known by K; both are now where they are left out.
 * @throws UnknownCampaign, FormulaError, QueryError
 */
export const readTotals = async (app: App, options: TotalsOptions): Promise<TotalsDocument> => {
  const now = await app.now();
  const moment = { asOf: options.asOf ?? now.asOf, knownAt: options.knownAt ?? now.knownAt };
  const campaign = await findCampaign(app.db, options.campaignId);
  const [figures, broadcast] = await Promise.all([
    readFigures(app.db, campaign, moment, options.formula),
    readBroadcastFigures(app.db, campaign.id, moment),
  ]);
  const counted = await sayClosed(app, figures.figures.counted, campaign, moment.asOf);
  const { inForce, breaks } = await readTotalDefinitions(app.db, figures);
  return {
    ...documentOf({ ...figures, figures: { ...figures.figures, counted } }),
    definitions: inForce.map(({ ruleZh, ruleEn, platform, metric, version, source, strength, from, to }) => ({
      ...{ platform, platformName: figures.platforms.get(platform)?.name ?? platform, metric, version },
      ...{ rule: { zh: ruleZh, en: ruleEn }, source, strength, from, to },
    })),
    breaks: breaks.map(({ date, platform, metric, before, after }) => ({
      ...{ date, platform, metric, before: before.version, after: after.version },
    })),
    broadcastFigures: broadcast.length,
  };
};

const documentOf = ({
  campaign,
  moment,
  formula,
  figures,
  episodes,
  platforms,
}: CampaignFigures): Omit<TotalsDocument, 'broadcastFigures' | 'definitions' | 'breaks'> => {
  const { total, campaignLevel, adjustments } = figures;
  const adjusting = (isIn: (adjustment: CountedAdjustment) => boolean) => adjustments.filter(isIn);
  const { zh, en } = headline(total, { complete: isComplete(total.coverage) });
  return {
    campaign: { id: campaign.id, name: campaign.name },
    simulated: campaign.simulated,
    asOf: iso(moment.asOf),
    knownAt: iso(moment.knownAt),
    timeZone: campaign.timeZone,
    formula: formulaName(formula),
    total: { low: total.low, high: total.high, wording: { zh, en } },
    adjustments: adjustments.map(lineOf),
    coverage: total.coverage,
    missing: figures.counted.flatMap(missingOf),
    episodes: episodes.flatMap(({ id, title, organisation }) => {
      const ofEpisode = figures.episodes.get(id);
      const changes = adjusting(({ episodeId }) => episodeId === id);
      return ofEpisode ? [{ id, title, organisation, ...partOf(ofEpisode, changes) }] : [];
    }),
    campaignLevel: partOf(
      campaignLevel,
      adjusting(({ episodeId }) => episodeId === null),
    ),
    platforms: [...figures.platforms]
      .map(([id, ofPlatform]) => {
        const changes = adjusting(({ platformId }) => platformId === id);
        return { id, name: platforms.get(id)?.name ?? id, ...partOf(ofPlatform, changes) };
      })
      .toSorted((a, b) => b.low - a.low),
    beside: figures.beside.map(({ family, placements, adjustments: changes }) => ({
      family,
      placements: placements.length,
      added: isAdded(family),
      ...(besideCount(family, placements, changes) ?? { low: null, high: null }),
    })),
    apart: apartParts(figures.apart).map(part => ({
      why: part.why,
      ...(part.count ?? { low: null, high: null }),
      text: apartNote(part),
      placements: part.placements.map(placement => ({
        placementId: placement.placementId,
        platform: placement.platformName.zh,
        account: placement.account,
        title: placement.workTitle,
        externalId: placement.externalId,
        episode: placement.episodeId,
        state: placement.state,
        ...(placement.count
          ? { low: placement.count.low, high: placement.count.high }
          : { low: null, high: null }),
      })),
    })),
    notes: notesOf(figures.counted, figures.apart),
  };
};

const partOf = ({ low, high, coverage }: Total, changes: readonly CountedAdjustment[]) => ({
  low,
  high,
  counted: coverage.expected - coverage.held - coverage.never,
  adjusted: adjustedBy(changes),
});

const lineOf = (adjustment: CountedAdjustment): AdjustmentLine => ({
  id: adjustment.id,
  kind: adjustment.kind,
  family: adjustment.family,
  episode: adjustment.episodeId,
  placementId: adjustment.placementId,
  platform: adjustment.platformId,
  low: adjustment.low,
  high: adjustment.high,
  effectiveAt: iso(adjustment.effectiveAt),
  recordedAt: iso(adjustment.recordedAt),
  readingAt: adjustment.readingAt === null ? null : iso(adjustment.readingAt),
  author: adjustment.author,
  reason: adjustment.reason,
});

const missingOf = (placement: NamedCount): MissingPlacement[] =>
  placement.state === 'fresh' || placement.state === 'stated'
    ? []
    : [
        {
          placementId: placement.placementId,
          platform: placement.platformName.zh,
          account: placement.account,
          title: placement.workTitle,
          externalId: placement.externalId,
          state: placement.state,
          reason: placement.reason,
          observedAt: placement.observedAt === null ? null : iso(placement.observedAt),
        },
      ];
