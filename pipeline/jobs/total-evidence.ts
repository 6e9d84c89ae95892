import type { Database } from '../clickhouse/client.ts';
import { type CountReading, readCountEvidence } from '../store/count-evidence.ts';
import { type PayloadProof, readPayloadProofs } from '../store/payloads.ts';
import type { Moment, NamedCount } from '../store/placement-counts.ts';
import { type Origin, originKey, readOrigins } from '../store/reading-origins.ts';

/** A reading with its run, its request or sheet, and what it was read from; `payload` null: nothing is known of it. */
export type TracedReading = CountReading & Origin & { readonly payload: PayloadProof | null };

/** A placement of a total with the readings behind its count; both null without a count. */
export type PlacementEvidence = {
  readonly placement: NamedCount;
  readonly reading: TracedReading | null;
  readonly lowerEnd: TracedReading | null;
};

/** Where the counts of placements come from, down to what the platform said. @throws QueryError */
export const traceCounts = async (
  db: Database,
  placements: readonly NamedCount[],
  moment: Moment,
): Promise<PlacementEvidence[]> => {
  const evidence = await readCountEvidence(db, placements, moment);
  const readings = [...evidence.values()].flatMap(({ reading, lowerEnd }) =>
    lowerEnd ? [reading, lowerEnd] : [reading],
  );
  const [origins, proofs] = await Promise.all([
    readOrigins(db, readings),
    readPayloadProofs(
      db,
      readings.map(({ payloadId }) => payloadId),
    ),
  ]);
  const traced = (reading: CountReading | null | undefined): TracedReading | null =>
    reading
      ? {
          ...reading,
          ...(origins.get(originKey(reading)) ?? UNKNOWN),
          payload: proofs.get(reading.payloadId) ?? null,
        }
      : null;
  return placements.map(placement => {
    const found = evidence.get(placement.placementId);
    return { placement, reading: traced(found?.reading), lowerEnd: traced(found?.lowerEnd) };
  });
};

const UNKNOWN: Origin = { run: null, request: null, fileName: null };
