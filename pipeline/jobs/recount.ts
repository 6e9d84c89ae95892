import { join } from 'node:path';
import { tryFileLock } from '../../collectors/file-lock.ts';
import type { Instant } from '../domain/reading.ts';
import { blocksLeft, stillValid } from '../domain/recount-blocks.ts';
import type { Difference } from '../domain/recount-differences.ts';
import type { DatedRules } from '../domain/rules.ts';
import { ConfigError } from '../problems.ts';
import { readSizes } from '../store/recount.ts';
import { createFound, keepFound, makeReady } from '../store/recount-tables.ts';
import { type Block, insertBlock, insertRecount, type Recount, readBlocks } from '../store/recounts.ts';
import { readRules } from '../store/rules.ts';
import type { App } from './app.ts';
import { begin } from './recount-begin.ts';
import { checkBlock, judgingBy, recountBlock } from './recount-block.ts';
import { recountTotals } from './recount-totals.ts';
import { waitingRules } from './rules.ts';
import { conclude, hold, settle, storeAlone } from './storing.ts';

export type RecountOptions = {
  /** Compares and changes nothing. */
  readonly check?: boolean;
  /** Who brings other rules into force, and on what grounds. */
  readonly by?: string;
  readonly reason?: string;
  /** How much is judged in one go; less takes less memory. */
  readonly readingsPerBlock?: number;
  /** How far it is, from 0 to 1, and what is being done. */
  readonly progress?: (share: number, doing: string) => void;
};

/** What a recount has done, or a check has found. */
export type Recounted = {
  /** Null for a check. */
  readonly id: string | null;
  /** Went on after the last block of one that was cut off. */
  readonly resumed: boolean;
  readonly readings: number;
  readonly series: number;
  /** Verdicts, falls and rollup rows that were not what the rules in force say. */
  readonly repaired: number;
  /** Readings with another verdict by the rules that came into force. */
  readonly rejudged: number;
  /** Totals of runs that came out otherwise, or are of nothing that exists. */
  readonly totals: number;
  /** Milestones that were missing, are none, or say something else. */
  readonly milestones: number;
  /** The first few places. */
  readonly examples: readonly Difference[];
  /** From when on other rules are in force; null where they stayed. */
  readonly rulesSince: Instant | null;
  /** For a check: the rules of the configuration wait for a recount. */
  readonly rulesWait: boolean;
};

/**
 * Judges everything stored anew, from readings, decisions and dated rules, and puts the result in place of what was
 * stored, with the totals of all runs. Until then the old figures stay, and what is read waits in the spool. Killed at
 * any moment, it goes on where it was.
 * @throws ConfigError when another one is under way, or nobody signs for other rules; QueryError
 */
export const recount = async (app: App, options: RecountOptions): Promise<Recounted> => {
  const done = await tryFileLock(join(app.config.data, 'recount'), () =>
    options.check ? check(app, options) : recountAll(app, options),
  );
  if (done === null)
    throw new ConfigError('Another recount is under way in this data folder. Wait until it has ended.');
  return done;
};

const EXAMPLES = 10;

const sumOf = (blocks: readonly Block[]) => ({
  readings: blocks.reduce((sum, { readings }) => sum + readings, 0),
  series: blocks.reduce((sum, { series }) => sum + series, 0),
  repaired: blocks.reduce((sum, { repaired }) => sum + repaired, 0),
  rejudged: blocks.reduce((sum, { rejudged }) => sum + rejudged, 0),
  examples: blocks.flatMap(({ examples }) => examples).slice(0, EXAMPLES),
});

const recountAll = async (app: App, options: RecountOptions): Promise<Recounted> => {
  const { db, config, clock } = app;
  const { summing, resumed, blocks } = await storeAlone(config.data, async () => {
    await settle(db, config.data);
    const { of, rules, isResumed } = await begin(app, options);
    if (of.state === 'summing') return { summing: of, resumed: true, blocks: await readBlocks(db, of.id) };
    const done = await countBlocks(app, of, rules, options);
    return { summing: await swap(app, of, done), resumed: isResumed, blocks: done };
  });
  const formed = await recountTotals(app, {
    isCheck: false,
    progress: (done, all) => options.progress?.(0.9 + (0.1 * done) / all, `${done} of ${all} totals of runs`),
  });
  await insertRecount(db, {
    ...summing,
    state: 'done',
    endedAt: clock.now(),
    version: summing.version + 1,
  });
  await app.sweep();
  return {
    id: summing.id,
    resumed,
    ...sumOf(blocks),
    ...formed,
    rulesSince: summing.rules === '' ? null : summing.knownSince,
    rulesWait: false,
  };
};

/** Does every block that is not done, or that something was added to since; looks again at the end. */
const countBlocks = async (
  app: App,
  { id }: Recount,
  rules: readonly DatedRules[],
  { progress, readingsPerBlock }: RecountOptions,
): Promise<Block[]> => {
  const { db, clock } = app;
  const judging = await judgingBy(app, rules);
  await createFound(db);
  for (;;) {
    const sizes = await readSizes(db);
    const done = stillValid(await readBlocks(db, id), sizes);
    const left = blocksLeft(sizes, done, readingsPerBlock);
    if (left.length === 0) return done;
    await keepFound(db, done);
    const all = sizes.reduce((sum, { readings }) => sum + readings, 0);
    let counted = sumOf(done).readings;
    for (const portion of left) {
      await insertBlock(db, id, await recountBlock(app, portion, judging), clock.now());
      counted += portion.readings;
      progress?.((0.9 * counted) / Math.max(all, 1), `${counted} of ${all} readings`);
    }
  }
};

/** Puts everything in place, as known from a moment that nobody has been told anything of. */
const swap = async ({ db, config, clock }: App, of: Recount, blocks: readonly Block[]): Promise<Recount> => {
  hold(config.data, clock.now());
  const newest = blocks.reduce((latest, { latestAt }) => Math.max(latest, latestAt), clock.now());
  const ruled = (await readRules(db)).reduce(
    (latest, { recordedAt }) => Math.max(latest, recordedAt),
    newest,
  );
  const knownSince = ruled + 1;
  await makeReady(db, knownSince);
  const swapping: Recount = { ...of, state: 'swapping', knownSince, version: of.version + 1 };
  await insertRecount(db, swapping);
  const summing = await conclude(db, swapping);
  await settle(db, config.data);
  return summing;
};

const check = async (app: App, { progress, readingsPerBlock }: RecountOptions): Promise<Recounted> => {
  const { db, config } = app;
  const rules = await readRules(db);
  const judging = await judgingBy(app, rules);
  const sizes = await readSizes(db);
  const all = sizes.reduce((sum, { readings }) => sum + readings, 0);
  const blocks: Block[] = [];
  for (const portion of blocksLeft(sizes, [], readingsPerBlock)) {
    const seen = await checkBlock(app, portion, judging);
    // Something may have been stored between two looks: then nobody does while it is looked at again.
    const isOdd = seen.repaired > 0;
    blocks.push(isOdd ? await storeAlone(config.data, () => checkBlock(app, portion, judging)) : seen);
    progress?.(
      (0.9 * sumOf(blocks).readings) / Math.max(all, 1),
      `${sumOf(blocks).readings} of ${all} readings`,
    );
  }
  const formed = await recountTotals(app, {
    isCheck: true,
    progress: (done, of) => progress?.(0.9 + (0.1 * done) / of, `${done} of ${of} totals of runs`),
  });
  const rulesWait = waitingRules(rules, config.rules) !== null;
  return { id: null, resumed: false, ...sumOf(blocks), ...formed, rulesSince: null, rulesWait };
};
