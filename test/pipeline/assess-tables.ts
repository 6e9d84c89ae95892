import { localDate } from '../../pipeline/days.ts';
import type { Amendment, DatedFall, StoredReading } from '../../pipeline/domain/knowledge.ts';
import {
  type Decision,
  type Instant,
  identityOf,
  type Reading,
  type SeriesDecision,
  seriesKey,
} from '../../pipeline/domain/reading.ts';
import type { DatedRules } from '../../pipeline/domain/rules.ts';
import type { FallEvent } from '../../pipeline/domain/series.ts';
import { type Assessment, Assessor } from '../../pipeline/jobs/assess.ts';
import { tailsOf } from '../domain/tails.ts';

const ZONE = 'Asia/Shanghai';
export const START = Date.parse('2022-12-05T00:00:00Z');
export const HOUR = 3_600_000;

export const reading = (hour: number, low: number, of: Partial<Reading> = {}): Reading => ({
  placementId: 1,
  metric: 'plays',
  source: 'api',
  observedAt: START + hour * HOUR,
  recordedAt: START + hour * HOUR + 1_000,
  low,
  high: low,
  text: String(low),
  step: 1,
  othersPositive: true,
  publishedAt: START - 48 * HOUR,
  intervalS: 3600,
  runId: 'run',
  payloadId: 'payload',
  ...of,
});

export const decide = (
  { placementId, metric, source, observedAt, low, high }: Reading,
  decision: Decision['decision'],
  recordedAt: Instant,
): SeriesDecision => ({
  ...{ placementId, metric, source, observedAt, low, high, decision, recordedAt },
  author: 'duty editor',
  reason: 'checked with the platform',
});

export const dayOf = ({ observedAt }: Pick<Reading, 'observedAt'>): string => localDate(observedAt, ZONE);

/** What the tables hold: rows by identity, later verdicts over them, fall events, decisions, and rollups by version. */
export class Tables {
  readonly rows = new Map<string, StoredReading>();
  readonly verdicts: Amendment[] = [];
  readonly falls: DatedFall[] = [];
  readonly decisions: SeriesDecision[] = [];
  readonly rollups = new Map<string, { version: number; row: StoredReading }>();
  rules: readonly DatedRules[] = [];

  assessor(): Assessor {
    return new Assessor({
      readHistory: () => Promise.resolve({ readings: this.standing(), decisions: this.decisions }),
      readTails: (_, windowMs) => Promise.resolve(tailsOf(this.standing(), this.decisions, windowMs)),
      zoneOf: () => ZONE,
      rules: () => this.rules,
    });
  }

  /** The statements that storing takes, in their order; a crash leaves some of them undone. */
  steps(
    { readings, amendments, falls, latest, daily }: Assessment,
    decisions: readonly SeriesDecision[] = [],
  ): (() => void)[] {
    return [
      ...latest.map(row => () => this.#rollUp('latest', row, 1)),
      ...daily.map(row => () => this.#rollUp(dayOf(row), row, 1)),
      ...amendments.map(row => () => void this.verdicts.push(row)),
      ...falls.map(row => () => void this.falls.push(row)),
      ...readings.flatMap(row => [
        () => void this.rows.set(`${seriesKey(row)} ${identityOf(row)}`, row),
        () => this.#rollUp('latest', row, 0),
        () => this.#rollUp(dayOf(row), row, 0),
      ]),
      ...decisions.map(row => () => void this.decisions.push(row)),
    ];
  }

  store(assessment: Assessment, decisions: readonly SeriesDecision[] = []): void {
    for (const step of this.steps(assessment, decisions)) step();
  }

  #rollUp(place: string, row: StoredReading, written: 0 | 1): void {
    const version = row.revision * 2 ** 44 + 2 * row.observedAt + written;
    const before = this.rollups.get(place);
    if (!before || version >= before.version) this.rollups.set(place, { version, row });
  }

  /** Rows with the last verdict known by K. */
  standing(knownAt = Number.POSITIVE_INFINITY): StoredReading[] {
    return [...this.rows.values()]
      .filter(row => row.recordedAt <= knownAt)
      .map(row => {
        const last = this.verdicts
          .filter(
            v =>
              v.knownSince <= knownAt && seriesKey(v) === seriesKey(row) && identityOf(v) === identityOf(row),
          )
          .toSorted((a, b) => a.knownSince - b.knownSince || a.revision - b.revision)
          .at(-1);
        return last
          ? { ...row, judgement: last.judgement, revision: Math.max(row.revision, last.revision) }
          : row;
      })
      .toSorted((a, b) => a.observedAt - b.observedAt || a.recordedAt - b.recordedAt || a.low - b.low);
  }

  /** Fall events as known by K, in order. */
  fallen(knownAt = Number.POSITIVE_INFINITY): FallEvent[] {
    const byReading = Map.groupBy(
      this.falls.filter(({ knownSince }) => knownSince <= knownAt),
      ({ at, to }) => identityOf({ observedAt: at, ...to }),
    );
    return [...byReading.values()]
      .flatMap(rows => {
        const last = rows.toSorted((a, b) => a.knownSince - b.knownSince || a.revision - b.revision).at(-1);
        if (!last || last.withdrawn) return [];
        const { knownSince: _, withdrawn: __, revision: ___, ...event } = last;
        return [event];
      })
      .toSorted((a, b) => a.at - b.at || a.to.low - b.to.low);
  }
}
