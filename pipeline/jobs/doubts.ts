import { createHash } from 'node:crypto';
import type { Database } from '../clickhouse/client.ts';
import type { StoredReading } from '../domain/knowledge.ts';
import {
  type Decision,
  type Instant,
  identityOf,
  type Reading,
  type SeriesDecision,
  type SeriesKey,
  seriesKey,
} from '../domain/reading.ts';
import { confirmText, statementKey, whyNotConfirmed } from '../domain/statement.ts';
import { rulingsOf } from '../domain/verdict.ts';
import type { Bilingual } from '../domain/wording.ts';
import { ConfigError } from '../problems.ts';
import { type DoubtfulReading, readDecisions, readDoubtful } from '../store/decisions.ts';
import type { Moment, NamedCount } from '../store/placement-counts.ts';
import { readNamedCounts } from '../store/placement-counts.ts';
import { readHistory } from '../store/readings.ts';
import { type FiledStatement, readStatements } from '../store/statements.ts';
import type { App } from './app.ts';

/** What makes a reading this one among all. */
export type ReadingIdentity = SeriesKey & Pick<Reading, 'observedAt' | 'low' | 'high'>;

/** A short name of a reading, the same on every machine: twelve hexadecimal digits. */
export const readingId = (of: ReadingIdentity): string =>
  createHash('sha256')
    .update(`${seriesKey(of)} ${identityOf(of)}`)
    .digest('hex')
    .slice(0, 12);

/** What a person says of a reading; `undo` gives it back to the rules. Always signed, with the grounds. */
export type Word = {
  readonly decision: 'accept' | 'hold' | 'undo';
  readonly by: string;
  readonly reason: string;
};

/** A reading before and after a decision; `stored` false while the database is away: the decision waits in the spool. */
export type Decided = {
  readonly before: StoredReading;
  readonly after: StoredReading;
  readonly decision: SeriesDecision;
  readonly stored: boolean;
};

export class UnknownReading extends Error {
  override readonly name = 'UnknownReading';
}

/**
 * Decides on a reading: its series is judged anew, and totals follow, as known from now on. What was known before stays.
 * @throws UnknownReading; ConfigError when the decision says nothing new, is not signed, or confirms one's own statement;
 *   QueryError
 */
export const decideOn = async (app: App, of: ReadingIdentity, word: Word): Promise<Decided> => {
  const [by, reason] = [word.by.trim(), word.reason.trim()];
  if (by === '') throw new ConfigError('A decision must say who makes it.');
  if (reason === '') throw new ConfigError('A decision must say on what grounds it is made.');
  const before = await findReading(app.db, of);
  const earlier = (await readDecisions(app.db, [of.placementId])).filter(
    each => seriesKey(each) === seriesKey(of) && identityOf(each) === identityOf(of),
  );
  const decision: SeriesDecision = {
    placementId: of.placementId,
    metric: of.metric,
    source: of.source,
    observedAt: of.observedAt,
    low: of.low,
    high: of.high,
    decision: newDecision(earlier, word.decision),
    author: by,
    reason,
    recordedAt: afterAll(app.clock.now(), [before, ...earlier]),
  };
  await refuseUnproved(app, decision);
  await app.spool.append({ decisions: [decision] });
  const stored = await app.drain();
  return { before, after: stored ? await findReading(app.db, of) : before, decision, stored };
};

/** A figure that a partner told is confirmed by a second person, and only with its author and its proof. */
const refuseUnproved = async ({ db }: App, { author, decision, ...of }: SeriesDecision): Promise<void> => {
  if (of.source !== 'statement' || decision !== 'accept') return;
  const all = await readStatements(db, [of.placementId], of.recordedAt);
  const own = all.filter(each => statementKey(each) === statementKey(of));
  const why = whyNotConfirmed(own, author);
  if (why !== null)
    throw new ConfigError(why.sentence, [], { told: { code: why.why, params: { by: author } } });
};

const newDecision = (earlier: readonly Decision[], word: Word['decision']): Decision['decision'] => {
  const [standing] = rulingsOf(earlier).values();
  if (word === 'undo') {
    if (standing === undefined)
      throw new ConfigError('There is no decision on this reading to undo: the rules judge it.');
    return 'withdrawn';
  }
  if (standing === word) throw new ConfigError(`This reading was decided on already: ${word}.`);
  return word;
};

/** Later than what it is about, by the clock of the records. */
const afterAll = (now: Instant, facts: readonly { readonly recordedAt: Instant }[]): Instant =>
  facts.reduce((latest, { recordedAt }) => Math.max(latest, recordedAt + 1), now);

const findReading = async (db: Database, of: ReadingIdentity): Promise<StoredReading> => {
  const found = (await readHistory(db, [of.placementId])).find(
    each => seriesKey(each) === seriesKey(of) && identityOf(each) === identityOf(of),
  );
  if (found) return found;
  throw new UnknownReading(
    `There is no such reading of placement ${of.placementId}: ${of.metric} from ${of.source}, ` +
      `${new Date(of.observedAt).toISOString()}, ${of.low}.`,
  );
};

/** A reading in doubt with its placement. */
export type Doubt = DoubtfulReading & {
  readonly id: string;
  readonly placement: NamedCount | null;
  /** Who told the figure; null where nobody is named, and for what no partner told. */
  readonly statement: FiledStatement | null;
  /** What is to be done about it; empty where only time, or a later reading, tells. */
  readonly todo: Bilingual;
};

/** What the rules doubt in a campaign, or persons decided on, as of (T, K); newest first. @throws QueryError */
export const readDoubts = async (db: Database, campaign: string, moment: Moment): Promise<Doubt[]> => {
  const [doubtful, placements] = await Promise.all([
    readDoubtful(db, campaign, moment),
    readNamedCounts(db, campaign, moment),
  ]);
  const [byId, told] = [
    new Map(placements.map(placement => [placement.placementId, placement])),
    await tellerOf(db, doubtful, moment),
  ];
  return doubtful.map(of => told({ ...of, id: readingId(of), placement: byId.get(of.placementId) ?? null }));
};

/** Adds who told a figure, and what is to be done about it. */
const tellerOf = async (
  db: Database,
  readings: readonly Pick<DoubtfulReading, 'placementId' | 'source'>[],
  { knownAt }: Moment,
): Promise<(doubt: Omit<Doubt, 'statement' | 'todo'>) => Doubt> => {
  const told = readings.filter(({ source }) => source === 'statement');
  const placements = [...new Set(told.map(({ placementId }) => placementId))];
  const statements = placements.length === 0 ? [] : await readStatements(db, placements, knownAt);
  const byKey = new Map(statements.map(statement => [statementKey(statement), statement]));
  return doubt => {
    const statement = (doubt.source === 'statement' && byKey.get(statementKey(doubt))) || null;
    return {
      ...doubt,
      statement,
      todo: doubt.reason === 'unconfirmed' ? confirmText(doubt.id, statement) : { zh: '', en: '' },
    };
  };
};

/** Every reading of one placement in the same form, newest first, as of (T, K). @throws QueryError */
export const doubtsOf = async (
  db: Database,
  campaign: string,
  placementId: number,
  moment: Moment,
): Promise<Doubt[]> => {
  const [history, placements] = await Promise.all([
    readHistory(db, [placementId]),
    readNamedCounts(db, campaign, moment),
  ]);
  const placement = placements.find(each => each.placementId === placementId) ?? null;
  const told = await tellerOf(
    db,
    history.map(({ source }) => ({ placementId, source })),
    moment,
  );
  return history
    .toReversed()
    .toSorted((a, b) => b.observedAt - a.observedAt)
    .map(({ judgement, ...of }) =>
      told({
        placementId,
        metric: of.metric,
        source: of.source,
        observedAt: of.observedAt,
        recordedAt: of.recordedAt,
        low: of.low,
        high: of.high,
        text: of.text,
        verdict: judgement.verdict,
        reason: judgement.reason,
        countLow: judgement.count?.low ?? null,
        countHigh: judgement.count?.high ?? null,
        id: readingId(of),
        placement,
      }),
    );
};

/**
 * The reading of a short name: one of those in doubt, or any of a placement that is named.
 * @throws UnknownReading
 */
export const findById = async (
  app: App,
  id: string,
  { campaigns, placement }: { readonly campaigns: readonly string[]; readonly placement?: number },
): Promise<ReadingIdentity> => {
  const { asOf, knownAt } = await app.now();
  const candidates: ReadingIdentity[] =
    placement === undefined
      ? (
          await Promise.all(campaigns.map(campaign => readDoubtful(app.db, campaign, { asOf, knownAt })))
        ).flat()
      : await readHistory(app.db, [placement]);
  const found = candidates.find(of => readingId(of) === id);
  if (found) return found;
  throw new UnknownReading(
    placement === undefined
      ? `There is no doubtful reading "${id}". \`renci doubts list\` shows them; for any other reading name its placement: --placement.`
      : `Placement ${placement} has no reading "${id}". \`renci doubts list --placement ${placement}\` shows them.`,
  );
};
