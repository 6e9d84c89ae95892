import { besideCount, isAdded } from '../aggregate/beside.ts';
import { iso } from '../days.ts';
import { formulaName } from '../domain/formula.ts';
import type { Instant } from '../domain/reading.ts';
import { isComplete, type Total } from '../domain/totals.ts';
import { headline } from '../domain/wording.ts';
import { readBroadcastFigures } from '../store/broadcast.ts';
import type { NamedCount } from '../store/placement-counts.ts';
import type { App } from './app.ts';
import { type CampaignFigures, findCampaign, readFigures } from './figures.ts';
import type { MissingPlacement, TotalsDocument } from './totals-document.ts';

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
    readBroadcastFigures(app.db, campaign.id),
  ]);
  return { ...documentOf(figures), broadcastFigures: broadcast.length };
};

const documentOf = ({
  campaign,
  moment,
  formula,
  figures,
  episodes,
  platforms,
}: CampaignFigures): Omit<TotalsDocument, 'broadcastFigures'> => {
  const { total, campaignLevel } = figures;
  const { zh, en } = headline(total, { complete: isComplete(total.coverage) });
  return {
    campaign: { id: campaign.id, name: campaign.name },
    simulated: campaign.simulated,
    asOf: iso(moment.asOf),
    knownAt: iso(moment.knownAt),
    timeZone: campaign.timeZone,
    formula: formulaName(formula),
    total: { low: total.low, high: total.high, wording: { zh, en } },
    coverage: total.coverage,
    missing: figures.counted.flatMap(missingOf),
    episodes: episodes.flatMap(({ id, title, organisation }) => {
      const ofEpisode = figures.episodes.get(id);
      return ofEpisode ? [{ id, title, organisation, ...partOf(ofEpisode) }] : [];
    }),
    campaignLevel: { low: campaignLevel.low, high: campaignLevel.high },
    platforms: [...figures.platforms]
      .map(([id, ofPlatform]) => ({ id, name: platforms.get(id)?.name ?? id, ...partOf(ofPlatform) }))
      .toSorted((a, b) => b.low - a.low),
    beside: figures.beside.map(({ family, placements }) => ({
      family,
      placements: placements.length,
      added: isAdded(family),
      ...(besideCount(family, placements) ?? { low: null, high: null }),
    })),
  };
};

const partOf = ({ low, high, coverage }: Total) => ({
  low,
  high,
  counted: coverage.expected - coverage.held - coverage.never,
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
