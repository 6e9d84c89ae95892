import type { StoredReading } from '../../pipeline/domain/knowledge.ts';
import { type JudgedReading, type SeriesKey, seriesKey } from '../../pipeline/domain/reading.ts';
import type { Tail } from '../../pipeline/domain/resume.ts';
import { compareReadings } from '../../pipeline/domain/verdict.ts';

/** What the queries series-marks and series-tails answer of histories without later verdicts: a slow model of them. */
export const tailsOf = (
  readings: readonly StoredReading[],
  decisions: readonly SeriesKey[],
  windowMs: number,
): Tail[] => {
  const decided = new Set(decisions.map(seriesKey));
  const read = new Set(readings.map(seriesKey));
  // A decision may be stored before the reading it is on.
  const unread = decisions
    .filter(of => !read.has(seriesKey(of)))
    .map(
      ({ placementId, metric, source }): Tail => ({
        ...{ placementId, metric, source, recordedAt: 0, revision: 0 },
        ...{ readings: [], before: [], printedAt: [], isWhole: true, isDecided: true },
      }),
    );
  const tails = [...Map.groupBy(readings, seriesKey)].flatMap(([key, rows]): Tail[] => {
    const ordered = rows
      .toSorted(compareReadings)
      .map(({ revision: _, ...of }) => ({ ...of, intervalS: 0, runId: '', payloadId: '' }));
    const [first] = ordered;
    if (!first) return [];
    const accepted = ordered.filter(isAccepted);
    const newest = accepted.at(-1)?.observedAt ?? Number.NEGATIVE_INFINITY;
    const settled = accepted.findLast(({ observedAt }) => observedAt < newest - windowMs);
    const since = (settled ?? first).observedAt;
    const printedAt = [
      ...new Map(accepted.map(({ step, observedAt }) => [step, observedAt])).values(),
    ].filter(at => at < since);
    return [
      {
        ...{ placementId: first.placementId, metric: first.metric, source: first.source },
        readings: ordered.filter(({ observedAt }) => observedAt >= since),
        before: ordered.filter(
          ({ observedAt, judgement }) =>
            observedAt < since &&
            (printedAt.includes(observedAt) || /^(fall|jump|decided)/.test(judgement.reason)),
        ),
        isWhole: since === first.observedAt,
        isDecided: decided.has(key),
        printedAt,
        recordedAt: Math.max(...rows.map(({ recordedAt }) => recordedAt)),
        revision: Math.max(...rows.map(({ revision }) => revision)),
      },
    ];
  });
  return [...tails, ...unread];
};

const isAccepted = ({ judgement }: JudgedReading): boolean => judgement.verdict === 'accepted';
