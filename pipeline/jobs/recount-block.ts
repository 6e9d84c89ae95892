import { classify } from '../domain/fall-class.ts';
import { seriesKey } from '../domain/reading.ts';
import { recount } from '../domain/recount.ts';
import type { Portion } from '../domain/recount-blocks.ts';
import { differencesOf } from '../domain/recount-differences.ts';
import type { DatedRules } from '../domain/rules.ts';
import { readFacts, readFormed } from '../store/recount.ts';
import { writeFound } from '../store/recount-tables.ts';
import type { Block } from '../store/recounts.ts';
import type { App } from './app.ts';

/** Where a block was found otherwise, so many places of each sort are remembered by name. */
const EXAMPLES = 2;

/** How the blocks of one recount are judged. */
export type Judging = {
  /** The rules with their moments; those to come into force last, at `PENDING`. */
  readonly rules: readonly DatedRules[];
  readonly zoneOf: (placementId: number) => string;
  readonly platformOf: (placementId: number) => string;
};

/** By the catalogue as it stands. */
export const judgingBy = async (app: App, rules: readonly DatedRules[]): Promise<Judging> => {
  const { zones, platformOf } = await app.expected();
  return {
    rules,
    zoneOf: placementId => zones.get(placementId) ?? app.config.timeZone,
    platformOf: placementId => platformOf.get(placementId) ?? '',
  };
};

/** Judges a block anew and compares it with what is stored; nothing is written. */
const judgeBlock = async ({ db }: Pick<App, 'db'>, portion: Portion, judging: Judging) => {
  const { readings, decisions } = await readFacts(db, portion);
  const formed = await readFormed(db, portion);
  const judged = recount(readings, decisions, judging.rules);
  const falls = judged.falls.map(fall => ({
    ...fall,
    class: classify(fall, judging.platformOf(fall.placementId), judging.zoneOf(fall.placementId)),
  }));
  const found = { ...judged, falls };
  const differences = differencesOf({ ...formed, readings }, found);
  const kinds = Map.groupBy(differences, ({ kind }) => kind);
  const block: Block = {
    first: portion.first,
    last: portion.last,
    readings: portion.readings,
    decisions: portion.decisions,
    latestAt: portion.latestAt,
    series: new Set(readings.map(seriesKey)).size,
    repaired: kinds.get('repaired')?.length ?? 0,
    rejudged: kinds.get('rejudged')?.length ?? 0,
    examples: [...Map.groupBy(differences, each => `${each.kind} ${each.of}`).values()].flatMap(alike =>
      alike.slice(0, EXAMPLES),
    ),
  };
  return { block, found };
};

/** Judges a block anew and writes what it finds beside what is stored. */
export const recountBlock = async (
  app: Pick<App, 'db'>,
  portion: Portion,
  judging: Judging,
): Promise<Block> => {
  const { block, found } = await judgeBlock(app, portion, judging);
  await writeFound(app.db, found, found.falls);
  return block;
};

/** Compares a block with what is stored. */
export const checkBlock = async (app: Pick<App, 'db'>, portion: Portion, judging: Judging): Promise<Block> =>
  (await judgeBlock(app, portion, judging)).block;
