import type { Database } from '../clickhouse/client.ts';
import type { Logger } from '../log.ts';
import type { Spool } from '../spool.ts';
import { insertAttempts, insertMisses, insertPayloads, insertRejects } from '../store/evidence.ts';
import { insertReadings, insertVerdicts, rewriteRollups } from '../store/readings.ts';
import { insertRuns } from '../store/runs.ts';
import type { Assessor } from './assess.ts';
import type { Entry } from './entries.ts';

/**
 * Moves the spool into ClickHouse, one segment at a time, oldest first: verdicts are formed here, in order of
 * arrival. A segment is forgotten only when every row of it is acknowledged; a repeated one changes nothing.
 */
export class Drain {
  readonly #db: Database;
  readonly #spool: Spool<Entry>;
  readonly #assessor: Assessor;
  readonly #zone: string;
  readonly #log: Logger;
  #running: Promise<boolean> | null = null;

  constructor(db: Database, spool: Spool<Entry>, assessor: Assessor, zone: string, log: Logger) {
    this.#db = db;
    this.#spool = spool;
    this.#assessor = assessor;
    this.#zone = zone;
    this.#log = log;
  }

  /** True when the spool is empty afterwards; false when ClickHouse could not take it, which is logged. */
  async run(): Promise<boolean> {
    // A drain under way may have listed the segments before ours was sealed: wait for it, then look again.
    while (this.#running) await this.#running;
    this.#running = this.#drain().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #drain(): Promise<boolean> {
    for await (const segment of this.#spool.segments()) {
      try {
        await this.#store(segment.entries, segment.name);
      } catch (error) {
        this.#assessor.forget();
        this.#log.warn(
          { segment: segment.name, err: error },
          'ClickHouse did not take the spool; everything stays on disk and is tried again',
        );
        return false;
      }
      await this.#spool.remove(segment);
    }
    return true;
  }

  async #store(entries: readonly Entry[], token: string): Promise<void> {
    const batches = entries.flatMap(entry => ('batch' in entry ? [entry.batch] : []));
    const runs = entries.flatMap(entry => ('run' in entry ? [entry.run] : []));
    const assessment = await this.#assessor.assess(batches.flatMap(batch => batch.readings));
    const db = this.#db;
    // In any order: what a crash leaves undone is done again with the whole segment, and doing it twice changes nothing.
    await Promise.all([
      insertReadings(db, assessment.readings, this.#zone, token),
      insertVerdicts(db, assessment.amendments),
      rewriteRollups(db, assessment.latest, assessment.daily, this.#zone),
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
      insertRuns(db, runs),
    ]);
  }
}

const unique = <Item extends { readonly id: string }>(items: readonly Item[]): Item[] => [
  ...new Map(items.map(item => [item.id, item])).values(),
];
