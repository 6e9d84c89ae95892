import { localDate } from '../days.ts';
import { type Amendment, type DatedFall, revisionOf, type StoredReading, tell } from '../domain/knowledge.ts';
import {
  type Decision,
  type Instant,
  type Reading,
  type SeriesDecision,
  seriesKey,
} from '../domain/reading.ts';
import { resume, type Tail } from '../domain/resume.ts';
import { type DatedRules, type Rules, rulesAt } from '../domain/rules.ts';
import { initialState, type SeriesState } from '../domain/series.ts';
import { canStep, step } from '../domain/step.ts';
import { judgeSeries } from '../domain/verdict.ts';

/** What storing a batch takes: new rows, later verdicts and fall events, and the rollup rows of series judged anew. */
export type Assessment = {
  readonly readings: readonly StoredReading[];
  readonly amendments: readonly Amendment[];
  readonly falls: readonly DatedFall[];
  readonly latest: readonly Amendment[];
  readonly daily: readonly Amendment[];
};

/** The zone of a placement's campaign, in which its days are cut. */
export type ZoneOf = (placementId: number) => string;

/** Everything stored of some placements that verdicts are formed from. */
export type History = {
  readonly readings: readonly StoredReading[];
  readonly decisions: readonly SeriesDecision[];
};

export type AssessorOptions = {
  readonly readHistory: (placementIds: readonly number[]) => Promise<History>;
  /** The ends of what is stored of some placements, for going on where it was left. */
  readonly readTails: (placementIds: readonly number[], windowMs: number) => Promise<readonly Tail[]>;
  readonly zoneOf: ZoneOf;
  /** The rules with the moments since which they were in force. */
  readonly rules: () => readonly DatedRules[];
};

/** An assessment in the making. */
type Draft = { -readonly [Part in keyof Assessment]: Assessment[Part][number][] };
type Series = { readonly state: SeriesState; readonly revision: number; readonly recordedAt: Instant };
/** Placements whose tails are read at once, and those whose whole history is: what is read is to fit into memory. */
const TAILS_AT_ONCE = 5_000;
const HISTORIES_AT_ONCE = 200;

type OfSeries = { readonly readings: readonly StoredReading[]; readonly decisions: readonly Decision[] };

/**
 * Forms the verdict of each reading before it is stored. The usual reading is later than all before it and takes one
 * step from the remembered state of its series; a late one, a repeated one, a decision, or one that changes an earlier
 * verdict (a confirmed fall) has its whole series read back and judged anew, so that order of arrival never shows. One
 * that is stored already has its rollup rows written again: what killed the process between the two shows nowhere.
 *
 * The memory is a cache of what is stored: forget it whenever an insert did not succeed. A series that is not remembered is
 * taken up from the last readings stored of it (see `resume`), so that the first night after a restart reads no history.
 */
export class Assessor {
  readonly #options: AssessorOptions;
  readonly #series = new Map<string, Series>();

  constructor(options: AssessorOptions) {
    this.#options = options;
  }

  forget(): void {
    this.#series.clear();
  }

  async assess(readings: readonly Reading[], decisions: readonly SeriesDecision[] = []): Promise<Assessment> {
    const incoming = Map.groupBy(readings, seriesKey);
    const decided = Map.groupBy(decisions, seriesKey);
    await this.#recall(incoming);
    // A night has a hundred thousand series: rows are collected as they come, not a list of lists flattened.
    const all: Draft = { readings: [], amendments: [], falls: [], latest: [], daily: [] };
    const anew: Incoming[] = [];
    for (const key of new Set([...incoming.keys(), ...decided.keys()])) {
      const group: Incoming = { key, readings: incoming.get(key) ?? [], decisions: decided.get(key) ?? [] };
      const stepped = group.decisions.length > 0 ? null : this.#step(group);
      if (stepped) all.readings.push(...stepped);
      else anew.push(group);
    }
    for (const some of portionsOf(anew, HISTORIES_AT_ONCE)) {
      const stored = await this.#histories(some.flatMap(group => [...group.readings, ...group.decisions]));
      for (const group of some) {
        const part = this.#judgeAnew(group, stored(group.key));
        all.readings.push(...part.readings);
        all.amendments.push(...part.amendments);
        all.falls.push(...part.falls);
        all.latest.push(...part.latest);
        all.daily.push(...part.daily);
      }
    }
    return all;
  }

  /** Takes up every series that is not remembered: from its tail, or from its whole history where that does not do. */
  async #recall(incoming: ReadonlyMap<string, readonly Reading[]>): Promise<void> {
    const unknown = [...incoming].flatMap(([key, [first]]) =>
      first && !this.#series.has(key) ? [{ key, placementId: first.placementId }] : [],
    );
    const rules = this.#rulesNow();
    const whole: typeof unknown = [];
    for (const some of portionsOf(unknown, TAILS_AT_ONCE)) {
      const read = await this.#options.readTails(placementsOf(some), rules.windowMs);
      const tails = new Map(read.map(tail => [seriesKey(tail), tail]));
      for (const of of some) {
        const tail = tails.get(of.key);
        const state = tail ? resume(tail, rules) : initialState;
        if (state === null) whole.push(of);
        else
          this.#series.set(of.key, {
            state,
            revision: tail?.revision ?? revisionOf([]),
            recordedAt: this.#lastRecorded(tail ? [tail] : []),
          });
      }
    }
    for (const some of portionsOf(whole, HISTORIES_AT_ONCE)) {
      const stored = await this.#histories(some);
      for (const { key } of some) this.#remember(key, stored(key));
    }
  }

  async #histories(of: readonly Pick<Reading, 'placementId'>[]): Promise<(key: string) => OfSeries> {
    const stored = await this.#options.readHistory(placementsOf(of));
    const readings = Map.groupBy(stored.readings, seriesKey);
    const decisions = Map.groupBy(stored.decisions, seriesKey);
    return key => ({ readings: readings.get(key) ?? [], decisions: decisions.get(key) ?? [] });
  }

  #rulesNow(): Rules {
    return rulesAt(this.#options.rules(), Number.POSITIVE_INFINITY);
  }

  #remember(key: string, { readings, decisions }: OfSeries): void {
    this.#series.set(key, {
      state: judgeSeries(readings, decisions, this.#rulesNow()).state,
      revision: revisionOf(readings),
      recordedAt: this.#lastRecorded([...readings, ...decisions]),
    });
  }

  #lastRecorded(facts: readonly { readonly recordedAt: Instant }[]): Instant {
    return [...facts, ...this.#options.rules()].reduce(
      (latest, fact) => Math.max(latest, fact.recordedAt),
      Number.NEGATIVE_INFINITY,
    );
  }

  /** The quick way; null when the series must be judged anew. */
  #step({ key, readings }: Incoming): StoredReading[] | null {
    const series = this.#series.get(key);
    if (!series) return null;
    const rules = this.#options.rules();
    let { state, recordedAt } = series;
    const judged: StoredReading[] = [];
    for (const reading of readings.toSorted((a, b) => a.observedAt - b.observedAt)) {
      if (!canStep(state, reading.observedAt) || reading.recordedAt < recordedAt) return null;
      const next = step(state, reading, undefined, rulesAt(rules, reading.recordedAt));
      if (next.amended.length > 0) return null;
      judged.push({ ...reading, judgement: next.judgement, revision: series.revision });
      ({ state } = next);
      ({ recordedAt } = reading);
    }
    this.#series.set(key, { state, revision: series.revision, recordedAt });
    return judged;
  }

  #judgeAnew({ key, ...added }: Incoming, stored: OfSeries): Assessment {
    const { readings, amendments, falls, standing } = tell(stored, added, this.#options.rules());
    const all = inOrder([...standing.values()]);
    const decisions = [...stored.decisions, ...added.decisions];
    this.#remember(key, { readings: all, decisions });
    // A verdict may stand since the rules changed, after everything that was recorded.
    const behind = [...decisions, ...this.#options.rules()];
    const written = rollups(all, [...added.readings, ...amendments], behind, this.#options.zoneOf);
    return { readings, amendments, falls, ...written };
  }
}

type Incoming = {
  readonly key: string;
  readonly readings: readonly Reading[];
  readonly decisions: readonly SeriesDecision[];
};

const placementsOf = (of: readonly Pick<Reading, 'placementId'>[]): number[] => [
  ...new Set(of.map(({ placementId }) => placementId)),
];

const portionsOf = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, nth) =>
    items.slice(nth * size, (nth + 1) * size),
  );

/** As they were judged: the last of a day, or of all, gives its rollup row. Two open ends are alike (no NaN). */
const inOrder = (readings: readonly StoredReading[]): StoredReading[] => {
  const open = Number.POSITIVE_INFINITY;
  return readings.toSorted(
    (a, b) =>
      a.observedAt - b.observedAt ||
      a.recordedAt - b.recordedAt ||
      a.low - b.low ||
      (a.high ?? open) - (b.high ?? open) ||
      0,
  );
};

/** The rollup rows of a series judged anew: its last reading, and the last one of each day that was touched. */
const rollups = (
  all: readonly StoredReading[],
  touched: readonly Pick<Reading, 'placementId' | 'observedAt'>[],
  behind: readonly { readonly recordedAt: Instant }[],
  zoneOf: ZoneOf,
): Pick<Assessment, 'latest' | 'daily'> => {
  const dayOf = ({ placementId, observedAt }: Pick<Reading, 'placementId' | 'observedAt'>): string =>
    localDate(observedAt, zoneOf(placementId));
  const days = new Set(touched.map(dayOf));
  const lastOfDay = new Map(all.map(reading => [dayOf(reading), reading]));
  const revision = revisionOf(all);
  const knownSince = [...all, ...behind].reduce((latest, { recordedAt }) => Math.max(latest, recordedAt), 0);
  const written = (reading: StoredReading): Amendment => ({ ...reading, revision, knownSince });
  return {
    latest: all.slice(-1).map(written),
    daily: [...lastOfDay].flatMap(([day, reading]) => (days.has(day) ? [written(reading)] : [])),
  };
};
