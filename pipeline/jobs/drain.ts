import type { Database } from '../clickhouse/client.ts';
import { QueryError, UnavailableError } from '../clickhouse/errors.ts';
import { classify } from '../domain/fall-class.ts';
import type { Logger } from '../log.ts';
import { type Spool, SpoolError } from '../spool.ts';
import { insertBroadcastFigures } from '../store/broadcast.ts';
import { insertDecisions } from '../store/decisions.ts';
import { insertAttempts, insertMisses, insertPayloads, insertRejects } from '../store/evidence.ts';
import { insertFallEvents } from '../store/fall-events.ts';
import { insertHotRanks } from '../store/hot-ranks.ts';
import { insertImports } from '../store/imports.ts';
import { insertReadings, insertVerdicts, rewriteRollups } from '../store/readings.ts';
import { type Remembered, rememberCatalogue } from '../store/remembered.ts';
import { insertRuns, type Run } from '../store/runs.ts';
import { insertStatements } from '../store/statements.ts';
import { aggregate } from './aggregate.ts';
import type { Assessor, ZoneOf } from './assess.ts';
import type { Entry } from './entries.ts';

export type DrainOptions = {
  readonly db: Database;
  readonly spool: Spool<Entry>;
  readonly assessor: Assessor;
  readonly zoneOf: ZoneOf;
  readonly platformOf: (placementId: number) => string;
  /** Done before each round, so that `zoneOf` and `platformOf` know the placements registered meanwhile. */
  readonly prepare: () => Promise<void>;
  /** Does a task while nobody else stores; null, and not done, while a recount does. */
  readonly alone: <T>(task: () => Promise<T>) => Promise<T | null>;
  /** A recount was announced that may have been cut off while it put its tables in place. */
  readonly isHeld: () => boolean;
  readonly log: Logger;
};

/**
 * Moves the spool into ClickHouse, one segment at a time, oldest first: verdicts are formed here, in order of
 * arrival, and the totals of the run that ended in a segment are written with it. A segment is forgotten only when
 * every row of it is acknowledged; a repeated one changes nothing.
 */
export class Drain {
  readonly #options: DrainOptions;
  readonly #remembered: Remembered;
  #running: Promise<boolean> | null = null;
  /** Whether the last round failed: an outage is told when it begins and when it ends, not every two seconds. */
  #isAway = false;
  #isTold = false;

  constructor(options: DrainOptions) {
    this.#options = options;
    this.#remembered = rememberCatalogue(options.db, options.log);
  }

  /** True when what was sealed is stored; false when ClickHouse could not take it, which is logged. */
  async run(): Promise<boolean> {
    // A drain under way may have listed the segments before ours was sealed: wait for it, then look again.
    while (this.#running) await this.#running;
    this.#running = this.#drain().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #drain(): Promise<boolean> {
    const { spool, alone, isHeld, log } = this.#options;
    const isEmpty = (await spool.sealed()).length === 0;
    if (isEmpty && !isHeld()) return true;
    const isStored = await alone(() => this.#takeAll());
    const isKept = isStored === null && !isEmpty;
    if (isKept && !this.#isTold)
      log.info('a recount is under way: what is read waits in the spool until it has ended');
    this.#isTold = isKept;
    return isStored ?? isEmpty;
  }

  async #takeAll(): Promise<boolean> {
    const { spool, assessor, prepare, log } = this.#options;
    const names = await spool.sealed();
    try {
      await prepare();
      for (const name of names) await this.#take(name);
    } catch (error) {
      assessor.forget();
      const say = this.#isAway ? 'debug' : 'warn';
      this.#isAway = true;
      log[say](
        { err: error },
        'ClickHouse did not take the spool; everything stays on disk and is tried again',
      );
      return false;
    }
    if (this.#isAway) log.info({ segments: names.length }, 'ClickHouse has taken what waited in the spool');
    this.#isAway = false;
    return true;
  }

  /** Stores one segment. What cannot be stored as it is is put aside, loudly: it must not stop what comes after it. */
  async #take(name: string): Promise<void> {
    const { spool, assessor, log } = this.#options;
    try {
      await this.#store(await spool.read(name), name);
    } catch (error) {
      // The database's own troubles pass; a file that cannot be read and a row that fits no column do not.
      if (!(error instanceof SpoolError || error instanceof TypeError)) throw error;
      assessor.forget();
      const file = await spool.refuse(name);
      log.error(
        { err: error, file },
        'a part of the spool cannot be stored and was put aside until the next start',
      );
      return;
    }
    await spool.remove(name);
  }

  async #store(entries: readonly Entry[], name: string): Promise<void> {
    const { db, assessor, zoneOf, platformOf } = this.#options;
    const batches = entries.flatMap(entry => ('batch' in entry ? [entry.batch] : []));
    const runs = entries.flatMap(entry => ('run' in entry ? [entry.run] : []));
    const imports = entries.flatMap(entry => ('import' in entry ? [entry.import] : []));
    const ranks = entries.flatMap(entry => ('ranks' in entry ? entry.ranks : []));
    const broadcast = entries.flatMap(entry => ('broadcast' in entry ? entry.broadcast : []));
    const statements = entries.flatMap(entry => ('statements' in entry ? entry.statements : []));
    const decisions = entries.flatMap(entry => ('decisions' in entry ? entry.decisions : []));
    const { readings, amendments, falls, latest, daily } = await assessor.assess(
      batches.flatMap(batch => batch.readings),
      decisions,
    );
    const byZone = <Row extends { readonly placementId: number }>(
      rows: readonly Row[],
    ): [string, Row[]][] => [...Map.groupBy(rows, ({ placementId }) => zoneOf(placementId))];
    await Promise.all([
      ...byZone(latest).map(([zone, rows]) => rewriteRollups(db, rows, [], zone)),
      ...byZone(daily).map(([zone, rows]) => rewriteRollups(db, [], rows, zone)),
      insertPayloads(db, unique(batches.flatMap(batch => batch.payloads))),
      insertAttempts(
        db,
        batches.flatMap(batch => batch.attempts),
      ),
      insertMisses(
        db,
        batches.flatMap(batch => batch.misses),
      ),
      insertRejects(
        db,
        batches.flatMap(batch => batch.rejects),
      ),
    ]);
    // In this order: what a crash leaves undone is found undone by the next assessment, and done again with all that
    // hangs on it.
    await insertVerdicts(db, amendments);
    await insertFallEvents(
      db,
      falls.map(fall => ({
        ...fall,
        class: classify(fall, platformOf(fall.placementId), zoneOf(fall.placementId)),
      })),
    );
    for (const [zone, rows] of byZone(readings)) await insertReadings(db, rows, zone, `${name} ${zone}`);
    await Promise.all([
      insertDecisions(db, decisions),
      insertStatements(db, statements),
      insertBroadcastFigures(db, broadcast),
      insertRuns(db, runs),
      insertImports(db, imports),
      insertHotRanks(db, ranks),
    ]);
    const ended = runs.findLast(({ endedAt }) => endedAt !== null);
    if (ended) await this.#total(ended, name);
  }

  /**
   * The totals as the run left them: as of its end, known by then, or by the last moment before what still waits.
   * They come out the same however late the segment is stored.
   */
  async #total({ id, endedAt }: Run, name: string): Promise<void> {
    if (endedAt === null) return;
    const { db, spool, log } = this.#options;
    const waiting = await spool.oldest(name);
    const knownAt = waiting === null ? endedAt : Math.min(endedAt, waiting - 1);
    try {
      await aggregate(db, this.#remembered, id, { asOf: endedAt, knownAt, isNow: true });
    } catch (error) {
      if (error instanceof UnavailableError || error instanceof QueryError) throw error;
      log.error(
        { err: error, run: id },
        'the totals of this run could not be formed; its readings are stored',
      );
    }
  }
}

const unique = <Item extends { readonly id: string }>(items: readonly Item[]): Item[] => [
  ...new Map(items.map(item => [item.id, item])).values(),
];
