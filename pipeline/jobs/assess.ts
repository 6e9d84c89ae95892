import { localDate } from '../days.ts';
import { type Instant, type Judgement, type Reading, seriesKey } from '../domain/reading.ts';
import type { SeriesState } from '../domain/series.ts';
import { canStep, step } from '../domain/step.ts';
import { judge, judgeSeries } from '../domain/verdict.ts';
import type { Amendment, StoredReading } from '../store/readings.ts';

/** What storing a batch takes: new rows, later verdicts, and the rollup rows of series judged anew. */
export type Assessment = {
  readonly readings: readonly StoredReading[];
  readonly amendments: readonly Amendment[];
  readonly latest: readonly Amendment[];
  readonly daily: readonly Amendment[];
};

type Series = { readonly state: SeriesState; readonly revision: number; readonly recordedAt: Instant };

/**
 * Forms the verdict of each reading before it is stored. The usual reading is later than all before it and takes one
 * step from the remembered state of its series; a late one, a repeated one, or one that changes an earlier verdict
 * (a confirmed fall) has its whole series read back and judged anew, so that order of arrival never shows.
 *
 * The memory is a cache of what is stored: forget it whenever an insert did not succeed.
 */
export class Assessor {
  readonly #readHistory: (placementIds: readonly number[]) => Promise<StoredReading[]>;
  readonly #zone: string;
  readonly #series = new Map<string, Series>();

  constructor(readHistory: (placementIds: readonly number[]) => Promise<StoredReading[]>, zone: string) {
    this.#readHistory = readHistory;
    this.#zone = zone;
  }

  forget(): void {
    this.#series.clear();
  }

  async assess(readings: readonly Reading[]): Promise<Assessment> {
    const incoming = Map.groupBy(readings, seriesKey);
    const unknown = [...incoming].filter(([key]) => !this.#series.has(key)).map(([, group]) => group);
    const history = await this.#histories(unknown.flat());
    const parts: Assessment[] = [];
    const anew: [string, Reading[]][] = [];
    for (const [key, group] of incoming) {
      if (!this.#series.has(key)) this.#remember(key, history.get(key) ?? []);
      const stepped = this.#step(key, group);
      if (stepped) parts.push(stepped);
      else anew.push([key, group]);
    }
    const fresh = await this.#histories(anew.flatMap(([, group]) => group));
    for (const [key, group] of anew) parts.push(this.#judgeAnew(key, fresh.get(key) ?? [], group));
    return {
      readings: parts.flatMap(part => part.readings),
      amendments: parts.flatMap(part => part.amendments),
      latest: parts.flatMap(part => part.latest),
      daily: parts.flatMap(part => part.daily),
    };
  }

  async #histories(readings: readonly Reading[]): Promise<Map<string, StoredReading[]>> {
    if (readings.length === 0) return new Map();
    const stored = await this.#readHistory([...new Set(readings.map(({ placementId }) => placementId))]);
    return Map.groupBy(stored, seriesKey);
  }

  #remember(key: string, stored: readonly StoredReading[]): void {
    this.#series.set(key, {
      state: judgeSeries(stored, []).state,
      revision: revisionOf(stored),
      recordedAt: stored.reduce((latest, r) => Math.max(latest, r.recordedAt), Number.NEGATIVE_INFINITY),
    });
  }

  /** The quick way; null when the series must be judged anew. */
  #step(key: string, group: readonly Reading[]): Assessment | null {
    const series = this.#series.get(key);
    if (!series) return null;
    let { state, recordedAt } = series;
    const judged: StoredReading[] = [];
    for (const reading of group.toSorted((a, b) => a.observedAt - b.observedAt)) {
      if (!canStep(state, reading.observedAt) || reading.recordedAt < recordedAt) return null;
      const next = step(state, reading, undefined);
      if (next.amended.length > 0) return null;
      judged.push({ ...reading, judgement: next.judgement, revision: series.revision });
      ({ state } = next);
      ({ recordedAt } = reading);
    }
    this.#series.set(key, { state, revision: series.revision, recordedAt });
    return { readings: judged, amendments: [], latest: [], daily: [] };
  }

  #judgeAnew(key: string, stored: readonly StoredReading[], group: readonly Reading[]): Assessment {
    const known = new Set(stored.map(identity));
    const added = new Map(group.filter(reading => !known.has(identity(reading))).map(r => [identity(r), r]));
    if (added.size === 0) {
      this.#remember(key, stored);
      return { readings: [], amendments: [], latest: [], daily: [] };
    }
    const revision = revisionOf(stored) + 1;
    const everything = [...stored, ...added.values()];
    const from = [...added.values()].reduce(
      (first, r) => Math.min(first, r.recordedAt),
      Number.POSITIVE_INFINITY,
    );
    // Stored ones recorded after a new one (a spool that came late): what was known at each moment since is told anew.
    const isDisordered = stored.some(({ recordedAt }) => recordedAt > from);
    const moments = [...new Set(everything.map(({ recordedAt }) => recordedAt))].filter(at => at >= from);
    const standing = new Map(stored.map(reading => [identity(reading), reading]));
    const fresh = new Map<string, StoredReading>();
    const amendments: Amendment[] = [];
    for (const knownSince of moments.toSorted((a, b) => a - b)) {
      for (const judged of judge(
        everything.filter(({ recordedAt }) => recordedAt <= knownSince),
        [],
      )) {
        const id = identity(judged);
        const before = standing.get(id);
        const { judgement } = judged;
        if (!before) fresh.set(id, { ...judged, revision });
        else if (isDisordered || !sameJudgement(before.judgement, judgement)) {
          amendments.push({ ...before, judgement, revision, knownSince });
        } else continue;
        standing.set(id, { ...(before ?? judged), judgement, revision });
      }
    }
    const all = judge(everything, []).flatMap(({ observedAt, low, high }) => {
      const reading = standing.get(identity({ observedAt, low, high }));
      return reading ? [reading] : [];
    });
    this.#remember(key, all);
    const touched = new Set(
      [...fresh.values(), ...amendments].map(({ observedAt }) => localDate(observedAt, this.#zone)),
    );
    const lastOfDay = new Map<string, StoredReading>();
    for (const reading of all) lastOfDay.set(localDate(reading.observedAt, this.#zone), reading);
    const last = all.at(-1);
    const knownSince = moments.reduce((latest, at) => Math.max(latest, at), from);
    return {
      readings: [...fresh.values()],
      amendments,
      latest: last ? [{ ...last, revision, knownSince }] : [],
      daily: [...lastOfDay].flatMap(([date, reading]) =>
        touched.has(date) ? [{ ...reading, revision, knownSince }] : [],
      ),
    };
  }
}

const revisionOf = (stored: readonly StoredReading[]): number =>
  stored.reduce((highest, { revision }) => Math.max(highest, revision), 0);

const identity = ({ observedAt, low, high }: Pick<Reading, 'observedAt' | 'low' | 'high'>): string =>
  `${observedAt} ${low} ${high}`;

const sameJudgement = (a: Judgement, b: Judgement): boolean =>
  a.verdict === b.verdict &&
  a.reason === b.reason &&
  a.acceptedAt === b.acceptedAt &&
  a.count?.low === b.count?.low &&
  a.count?.high === b.count?.high;
