import { AsyncLocalStorage } from 'node:async_hooks';
import type { Ask, Database } from '../clickhouse/client.ts';
import type { Logger } from '../log.ts';
import { readCatalogueNewest, readStates, type States } from './catalogue-state.ts';

/** What the questions below are answered from: the catalogue, little and seldom written, and what readings leave behind. */
const TABLES: States<readonly string[]> = {
  catalogue: [
    ...['campaigns', 'works', 'platforms', 'accounts', 'metrics', 'metric_definitions', 'adjustments'],
    ...['campaign_versions', 'episode_versions', 'placement_versions', 'formula_versions'],
    'metric_definition_versions',
  ],
  readings: ['placement_latest', 'placement_daily', 'readings', 'verdicts', 'misses', 'placement_versions'],
};
/** Questions about those tables alone, by the name they are asked under. Those of the catalogue have no clock but `known_at`. */
const QUESTIONS: ReadonlyMap<string, keyof typeof TABLES> = new Map([
  ...[
    ...['campaigns', 'works', 'platforms', 'accounts', 'stated-rules', 'first-publication', 'campaign-known'],
    ...['episodes-known', 'placements-expected', 'formulas-known', 'definitions-known', 'adjustments-known'],
  ].map(name => [name, 'catalogue'] as const),
  ...[
    ...['series-ends-now', 'daily-sums', 'ever-gone'],
    ...['series-ends', 'series-end-verdicts', 'readings-around-edges'],
  ].map(name => [name, 'readings'] as const),
]);
/**
 * Questions with clocks: nobody asks them twice of the present, which has gone on by then, but all parts of a page do of a
 * moment of the past. So they are remembered from the second time on.
 */
const CLOCKED: ReadonlySet<string> = new Set(['series-ends', 'series-end-verdicts', 'readings-around-edges']);
/** Questions known to have been asked once. */
const MOST_MET = 500;
/** Rows kept at most: a page of 1,000 placements needs some 5,000, and its growth by day of four months 60,000. */
const MOST_ROWS = 200_000;

/** The states of the tables when a reading began, and the newest moment they knew then; null where nobody can tell. */
type Seen = { readonly states: States<string>; readonly newest: string } | null;
type Known = { readonly of: keyof typeof TABLES; readonly rows: Promise<unknown[]>; size: number };

/** One reading: what it has asked already, and the state of the catalogue, once it asks for that. */
type Reading = { readonly asked: Map<string, Promise<unknown[]>>; seen?: Promise<Seen> };

export type Remembered = {
  /** The same database; within a reading it answers questions of the catalogue from memory while that stands. */
  readonly db: Database;
  /** One reading: what is asked within it is asked once, and is never older than its beginning. It must not write. */
  within<Answer>(read: () => Promise<Answer>): Promise<Answer>;
};

/**
 * Most of what a page or a run's totals ask is the catalogue, which changes once a day, and each question costs the
 * server some milliseconds of planning however small it is (a campaign's page: 14 questions, 11 of them these). So their
 * answers are kept, with those of the readings that do not hang on the present; and every reading first asks one question:
 * have the parts of those tables changed? An answer is therefore never older than the reading's beginning. Servers that
 * do not show their parts are not remembered for.
 */
export const rememberCatalogue = (db: Database, log: Logger): Remembered => {
  const readings = new AsyncLocalStorage<Reading>();
  const known = new Map<string, Known>();
  const met = new Set<string>();
  let current: Seen = null;

  const look = async (): Promise<Seen> => {
    try {
      const states = await readStates(db, TABLES);
      if (states === null) return null;
      if (current?.states.catalogue !== states.catalogue) {
        const newest = await readCatalogueNewest(db);
        known.clear();
        current = { states, newest };
      } else if (current.states.readings !== states.readings) {
        for (const [key, { of }] of known) if (of === 'readings') known.delete(key);
        current = { ...current, states };
      }
      return current;
    } catch (error) {
      // Whatever is wrong will be said by the questions themselves.
      log.debug({ err: error }, 'the state of the catalogue could not be read: nothing is remembered');
      return null;
    }
  };

  const select = (sql: string, ask: Ask): Promise<unknown[]> => {
    const reading = readings.getStore();
    if (!reading) return db.select(sql, ask);
    // Two parts of one answer that ask the same are told the same.
    const key = `${sql}\n${JSON.stringify(ask.params)}`;
    const before = reading.asked.get(key);
    if (before) return before;
    const of = QUESTIONS.get(ask.name);
    const answer = of ? recall(reading, of, sql, ask) : db.select(sql, ask);
    reading.asked.set(key, answer);
    return answer;
  };

  const recall = async (
    reading: Reading,
    of: keyof typeof TABLES,
    sql: string,
    ask: Ask,
  ): Promise<unknown[]> => {
    const plain = `${sql}\n${JSON.stringify(ask.params)}`;
    if (CLOCKED.has(ask.name) && !met.has(plain)) {
      if (met.size === MOST_MET) met.clear();
      met.add(plain);
      return db.select(sql, ask);
    }
    reading.seen ??= look();
    const seen = await reading.seen;
    // Another reading may have seen a later state since: then this one asks for itself.
    if (seen === null || seen !== current) return db.select(sql, ask);
    const params = of === 'catalogue' ? clamped(ask.params, seen.newest) : ask.params;
    const key = `${sql}\n${JSON.stringify(params)}`;
    const before = known.get(key);
    if (before) return before.rows;
    const { signal: _, ...unending } = ask;
    const answer: Known = {
      of,
      rows: db.select(sql, params ? { ...unending, params } : unending),
      size: 0,
    };
    known.set(key, answer);
    try {
      answer.size = sizeOf(await answer.rows);
    } catch (error) {
      if (known.get(key) === answer) known.delete(key);
      throw error;
    }
    forgetOldest(known);
    return answer.rows;
  };

  return {
    db: { ...db, select },
    within: read => readings.run({ asked: new Map() }, read),
  };
};

/** Every K from the newest moment on asks the same. The database writes instants so that text and time sort alike. */
const clamped = (params: Ask['params'], newest: string): NonNullable<Ask['params']> => {
  const knownAt = params?.known_at;
  return typeof knownAt === 'string' && knownAt > newest ? { ...params, known_at: newest } : { ...params };
};

/** Rows, those with long lists in them counting for more. */
const sizeOf = (rows: readonly unknown[]): number => {
  const [row] = rows;
  const lists = Object.values(row ?? {}).filter(value => Array.isArray(value));
  const places = lists.reduce((sum, list) => sum + list.length, 0);
  return Math.ceil(rows.length * (1 + places / 20));
};

const forgetOldest = (known: Map<string, Known>): void => {
  let rows = 0;
  for (const { size } of known.values()) rows += size + 1;
  for (const [key, { size }] of known) {
    if (rows <= MOST_ROWS) return;
    known.delete(key);
    rows -= size + 1;
  }
};
