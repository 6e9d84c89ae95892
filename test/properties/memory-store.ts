import type { Amendment, StoredReading } from '../../pipeline/domain/knowledge.ts';
import {
  type Instant,
  identityOf,
  type SeriesDecision,
  type SeriesKey,
  seriesKey,
} from '../../pipeline/domain/reading.ts';
import { type Assessment, Assessor, type History } from '../../pipeline/jobs/assess.ts';
import { tailsOf } from '../domain/tails.ts';

type OfSeries = {
  readonly rows: Map<string, StoredReading>;
  readonly verdicts: Amendment[];
  readonly decisions: Map<string, SeriesDecision>;
};

/** What the tables keep, by series: rows once each, later verdicts over them, decisions. Nothing is ever changed. */
export class MemoryStore {
  readonly #series = new Map<string, OfSeries>();
  readonly #ofPlacement = new Map<number, Set<string>>();

  assessor(): Assessor {
    const historyOf = (placements: readonly number[]): History => {
      const keys = placements.flatMap(id => [...(this.#ofPlacement.get(id) ?? [])]);
      return {
        readings: keys.flatMap(key => this.standing(key)),
        decisions: keys.flatMap(key => [...this.#open(key).decisions.values()]),
      };
    };
    return new Assessor({
      readHistory: placements => Promise.resolve(historyOf(placements)),
      readTails: (placements, windowMs) => {
        const { readings, decisions } = historyOf(placements);
        return Promise.resolve(tailsOf(readings, decisions, windowMs));
      },
      zoneOf: () => 'Asia/Shanghai',
      rules: () => [],
    });
  }

  store({ readings, amendments }: Assessment, decisions: readonly SeriesDecision[]): void {
    for (const row of readings) this.#of(row).rows.set(identityOf(row), row);
    for (const row of amendments) this.#of(row).verdicts.push(row);
    for (const of of decisions)
      this.#of(of).decisions.set(`${identityOf(of)} ${of.recordedAt} ${of.decision}`, of);
  }

  /** The rows of a series as known by K, in order, each with its last verdict. */
  standing(key: string, knownAt: Instant = Number.POSITIVE_INFINITY): StoredReading[] {
    const { rows, verdicts } = this.#open(key);
    const last = new Map<string, Amendment>();
    for (const row of verdicts) {
      if (row.knownSince > knownAt) continue;
      const before = last.get(identityOf(row));
      const isLater =
        !before ||
        row.knownSince > before.knownSince ||
        (row.knownSince === before.knownSince && row.revision >= before.revision);
      if (isLater) last.set(identityOf(row), row);
    }
    return [...rows.values()]
      .filter(row => row.recordedAt <= knownAt)
      .map(row => {
        const { judgement, revision } = last.get(identityOf(row)) ?? row;
        return { ...row, judgement, revision: Math.max(row.revision, revision) };
      })
      .toSorted(
        (a, b) =>
          a.observedAt - b.observedAt ||
          a.recordedAt - b.recordedAt ||
          a.low - b.low ||
          Number(a.high === null) - Number(b.high === null) ||
          (a.high ?? 0) - (b.high ?? 0),
      );
  }

  #of(name: SeriesKey): OfSeries {
    const key = seriesKey(name);
    const keys = this.#ofPlacement.get(name.placementId) ?? new Set();
    this.#ofPlacement.set(name.placementId, keys.add(key));
    return this.#open(key);
  }

  #open(key: string): OfSeries {
    const known = this.#series.get(key);
    if (known) return known;
    const made = { rows: new Map(), verdicts: [], decisions: new Map() };
    this.#series.set(key, made);
    return made;
  }
}
