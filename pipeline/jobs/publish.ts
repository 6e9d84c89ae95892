import { iso } from '../days.ts';
import { asOfText } from '../domain/as-of.ts';
import { hashOf, publicationId } from '../domain/publication.ts';
import type { Instant } from '../domain/reading.ts';
import { isComplete } from '../domain/totals.ts';
import { type Bilingual, headline, sentences } from '../domain/wording.ts';
import { ConfigError } from '../problems.ts';
import { type PayloadProof, readPayloadProofs } from '../store/payloads.ts';
import type { Moment } from '../store/placement-counts.ts';
import {
  insertPublication,
  type Publication,
  readPublication,
  type StoredPublication,
} from '../store/publications.ts';
import { adjustmentsSettled } from './adjust.ts';
import type { App } from './app.ts';
import { airedBy, type CampaignFigures, findCampaign } from './figures.ts';
import { formTotal, payloadsOf } from './frozen-total.ts';

export type PublishRequest = {
  /** The only campaign, where none is named. */
  readonly campaignId?: string | undefined;
  /** Now, where they are left out. */
  readonly asOf?: Instant | undefined;
  readonly knownAt?: Instant | undefined;
  /** Left out: the campaign's own. */
  readonly formula?: string | undefined;
  /** What it is published as; left out: the campaign's name. */
  readonly title?: string | undefined;
  readonly note?: string | undefined;
  /** Who publishes it. */
  readonly by: string;
};

/** The same figure was published before. */
export class AlreadyPublished extends Error {
  override readonly name = 'AlreadyPublished';
}

/**
 * What is being written down elsewhere while K passes reaches the spool within this time: a total frozen before could be
 * without a reading that its own K lets in, and would never verify.
 */
const SETTLE_MS = 1_000;

/**
 * Freezes a total for good: T, K, the formula, every line with its readings, and a hash over all of it.
 * @throws ConfigError for a moment to come, a total of nothing, or one that nobody signs; AlreadyPublished;
 *   UnknownCampaign, FormulaError, QueryError
 */
export const publish = async (app: App, request: PublishRequest): Promise<StoredPublication> => {
  const author = request.by.trim();
  if (author === '') throw new ConfigError('A publication must say who publishes it.');
  const campaign = await findCampaign(app.db, request.campaignId);
  const moment = await settledMoment(app, request);
  const { total, figures } = await formTotal(app.db, campaign, moment, request.formula);
  if (figures.figures.counted.length + total.adjustments.length === 0) {
    throw new ConfigError(
      `Nothing of ${campaign.id} is expected as of ${iso(moment.asOf)}, known by ${iso(moment.knownAt)}: there is no total to publish.`,
    );
  }
  const hash = hashOf(total);
  const id = publicationId(hash);
  await refuseRepeated(app, id);
  const proofs = await readPayloadProofs(app.db, total.lines.flatMap(payloadsOf));
  const isKept = (payloadId: string | undefined): boolean => isProof(proofs.get(payloadId ?? ''));
  const publication: StoredPublication = {
    id,
    campaignId: campaign.id,
    title: request.title?.trim() || figures.campaign.name,
    ...moment,
    formula: total.formula,
    low: total.low,
    high: total.high,
    coverage: figures.figures.total.coverage,
    wording: sentenceOf(figures),
    hash,
    readings: total.lines.reduce((sum, line) => sum + (line.apart ? 0 : line.readings), 0),
    author,
    note: request.note?.trim() ?? '',
    publishedAt: app.clock.now(),
    total: {
      ...total,
      lines: total.lines.map(line => ({
        ...line,
        payloadKept: isKept(line.reading?.payloadId),
        lowerPayloadKept: isKept(line.lowerEnd?.payloadId),
      })),
    },
  };
  await insertPublication(app.db, publication);
  return publication;
};

const isProof = (proof: PayloadProof | undefined): boolean =>
  proof !== undefined && proof.prunedAt === null && proof.isTrue;

const refuseRepeated = async ({ db }: App, id: string): Promise<void> => {
  const before: Publication | null = await readPublication(db, id);
  if (before === null) return;
  throw new AlreadyPublished(
    `This very total was published before, as ${id} by ${before.author} at ${iso(before.publishedAt)}. Nothing was changed.`,
  );
};

/**
 * T and K, in the past of everything that waits or is being written.
 * @throws ConfigError for an instant to come
 */
const settledMoment = async (app: App, { asOf, knownAt }: PublishRequest): Promise<Moment> => {
  const now = await app.now();
  const moment = {
    asOf: inPast('T (as of)', asOf, now.asOf),
    knownAt: inPast('K (known at)', knownAt, now.knownAt),
  };
  const wait = moment.knownAt + SETTLE_MS - app.clock.now();
  if (wait <= 0) return moment;
  await Promise.all([app.sleep(wait), adjustmentsSettled(app)]);
  const settled = await app.now();
  if (knownAt !== undefined) inPast('K (known at)', knownAt, settled.knownAt);
  return { ...moment, knownAt: Math.min(moment.knownAt, settled.knownAt) };
};

const inPast = (name: string, asked: Instant | undefined, latest: Instant): Instant => {
  if (asked === undefined || asked <= latest) return asked ?? latest;
  throw new ConfigError(
    `${name} ${iso(asked)} is later than ${iso(latest)}, the last instant of which all that was recorded is stored. ` +
      'Nothing was published.',
  );
};

/** “截至 2022年12月30日 18:00，11期节目视频观看总量超过1842万人次”, in both languages. */
const sentenceOf = ({ campaign, moment, formula, figures, episodes }: CampaignFigures): Bilingual => {
  const { total } = figures;
  const complete = total.coverage.expected > 0 && isComplete(total.coverage);
  const { zh, en } = sentences(headline(total, { complete }), {
    asOf: asOfText(moment.asOf, campaign.timeZone),
    episodes: airedBy(episodes, moment.asOf).length,
    label: formula.label,
  });
  return { zh: zh.text, en: en.text };
};
