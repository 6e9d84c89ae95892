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

/** The zone of a placement's campaign, in which its days are cut. */
export type ZoneOf = (placementId: number) => string;

type Series = { readonly state: SeriesState; readonly revision: number; readonly recordedAt: Instant };

/**
 * Forms the verdict of each reading before it is stored. The usual reading is later than all before it and takes one
 * step from the remembered state of its series; a late one, a repeated one, or one that changes an earlier verdict
 * (a confirmed fall) has its whole series read back and judged anew, so that order of arrival never shows. One that is
 * stored already has its rollup rows written again: what killed the process between the two shows nowhere.
 *
 * The memory is a cache of what is stored: forget it whenever an insert did not succeed.
 */
export class Assessor {
  readonly #readHistory: (placementIds: readonly number[]) => Promise<StoredReading[]>;
  readonly #zoneOf: ZoneOf;
  readonly #series = new Map<string, Series>();

  constructor(readHistory: (placementIds: readonly number[]) => Promise<StoredReading[]>, zoneOf: ZoneOf) {
    this.#readHistory = readHistory;
    this.#zoneOf = zoneOf;
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
    const added = firstRecorded(group.filter(reading => !known.has(identity(reading))));
    const { readings, amendments, standing } = rejudge(stored, added);
    const all = judge([...stored, ...added], []).flatMap(judged => standing.get(identity(judged)) ?? []);
    this.#remember(key, all);
    const dayOf = ({ placementId, observedAt }: Reading): string =>
      localDate(observedAt, this.#zoneOf(placementId));
    const touched = new Set([...group, ...amendments].map(dayOf));
    const lastOfDay = new Map(all.map(reading => [dayOf(reading), reading]));
    const revision = revisionOf(all);
    const knownSince = all.reduce((latest, { recordedAt }) => Math.max(latest, recordedAt), 0);
    const written = (reading: StoredReading): Amendment => ({ ...reading, revision, knownSince });
    return {
      readings,
      amendments,
      latest: all.slice(-1).map(written),
      daily: [...lastOfDay].flatMap(([day, reading]) => (touched.has(day) ? [written(reading)] : [])),
    };
  }
}

type Rejudged = Pick<Assessment, 'readings' | 'amendments'> & {
  /** Every reading with the verdict that stands after it all, by identity. */
  readonly standing: ReadonlyMap<string, StoredReading>;
};

/**
 * Judges a series with readings that came out of turn. Where stored ones were recorded after a new one (a spool that
 * came late), what was known at each moment since is told anew.
 */
const rejudge = (stored: readonly StoredReading[], added: readonly Reading[]): Rejudged => {
  const standing = new Map(stored.map(reading => [identity(reading), reading]));
  if (added.length === 0) return { readings: [], amendments: [], standing };
  const revision = revisionOf(stored) + 1;
  const everything = [...stored, ...added];
  const from = added.reduce((first, r) => Math.min(first, r.recordedAt), Number.POSITIVE_INFINITY);
  const isDisordered = stored.some(({ recordedAt }) => recordedAt > from);
  const moments = [...new Set(everything.map(({ recordedAt }) => recordedAt))].filter(at => at >= from);
  const readings: StoredReading[] = [];
  const amendments: Amendment[] = [];
  for (const knownSince of moments.toSorted((a, b) => a - b)) {
    const then = everything.filter(({ recordedAt }) => recordedAt <= knownSince);
    for (const judged of judge(then, [])) {
      const id = identity(judged);
      const before = standing.get(id);
      const { judgement } = judged;
      if (!before) readings.push({ ...judged, revision });
      else if (isDisordered || !sameJudgement(before.judgement, judgement)) {
        amendments.push({ ...before, judgement, revision, knownSince });
      } else continue;
      standing.set(id, { ...(before ?? judged), judgement, revision });
    }
  }
  return { readings, amendments, standing };
};

/** Each identity once, as it was first recorded. */
const firstRecorded = (readings: readonly Reading[]): Reading[] => [
  ...new Map(readings.toSorted((a, b) => b.recordedAt - a.recordedAt).map(r => [identity(r), r])).values(),
];

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
