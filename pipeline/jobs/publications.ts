import type { Database } from '../clickhouse/client.ts';
import { type Difference, differencesOf, hashOf } from '../domain/publication.ts';
import { type PayloadProof, readPayloadProofs } from '../store/payloads.ts';
import { type Publication, readPublication, type StoredPublication } from '../store/publications.ts';
import { findCampaign } from './figures.ts';
import { formTotal } from './frozen-total.ts';

export class UnknownPublication extends Error {
  override readonly name = 'UnknownPublication';
}

/** @throws UnknownPublication, QueryError */
export const findPublication = async (db: Database, id: string): Promise<StoredPublication> => {
  const found = await readPublication(db, id);
  if (found) return found;
  throw new UnknownPublication(
    `There is no publication "${id}". \`renci publications list\` shows those there are.`,
  );
};

/** A payload that a publication names and that does not prove it. */
type BrokenPayload = {
  readonly payloadId: string;
  readonly placementId: number;
  /** `missing`: nothing is kept under this id; `pruned`: taken away by age; `altered`: its SHA-256 is not its id. */
  readonly fault: 'missing' | 'pruned' | 'altered';
};

/** How a publication stood when it was formed anew. */
export type Verification = {
  readonly publication: Publication;
  /** True when nothing differs and every payload that was kept proves its line. */
  readonly ok: boolean;
  /** Hash of the total formed anew at (T, K). */
  readonly recomputed: string;
  /** The rows of the publication still give its hash. */
  readonly recordIntact: boolean;
  readonly differences: readonly Difference[];
  readonly payloads: {
    /** Different payloads that were kept when it was published. */
    readonly named: number;
    readonly broken: readonly BrokenPayload[];
    /** Different payloads that were gone already when it was published. */
    readonly notKeptThen: number;
  };
};

/**
 * Forms a publication's total anew from the database at its (T, K), holds it against what was frozen, line by line, and
 * every payload against its hash.
 * @throws UnknownPublication, UnknownCampaign, FormulaError, QueryError
 */
export const verifyPublication = async (db: Database, id: string): Promise<Verification> => {
  const { total, ...publication } = await findPublication(db, id);
  const campaign = await findCampaign(db, publication.campaignId);
  const { formula } = publication;
  const [formed, payloads] = await Promise.all([
    formTotal(db, campaign, publication, `${formula.id}@${formula.version}`),
    checkPayloads(db, total),
  ]);
  const recomputed = hashOf(formed.total);
  const recordIntact = hashOf(total) === publication.hash;
  const differences = differencesOf(total, formed.total);
  return {
    publication,
    ok: recordIntact && recomputed === publication.hash && payloads.broken.length === 0,
    recomputed,
    recordIntact,
    differences,
    payloads,
  };
};

const checkPayloads = async (
  db: Database,
  { lines }: StoredPublication['total'],
): Promise<Verification['payloads']> => {
  const named = lines.flatMap(({ placementId, reading, lowerEnd, payloadKept, lowerPayloadKept }) => [
    ...(reading ? [{ placementId, payloadId: reading.payloadId, wasKept: payloadKept }] : []),
    ...(lowerEnd ? [{ placementId, payloadId: lowerEnd.payloadId, wasKept: lowerPayloadKept }] : []),
  ]);
  const ids = (wasKept: boolean): string[] => [
    ...new Set(
      named.filter(each => each.payloadId !== '' && each.wasKept === wasKept).map(each => each.payloadId),
    ),
  ];
  const proofs = await readPayloadProofs(db, ids(true));
  return {
    named: ids(true).length,
    notKeptThen: ids(false).length,
    broken: named.flatMap(({ placementId, payloadId, wasKept }) => {
      const fault = wasKept ? faultOf(proofs.get(payloadId)) : null;
      return fault === null ? [] : [{ payloadId, placementId, fault }];
    }),
  };
};

const faultOf = (proof: PayloadProof | undefined): BrokenPayload['fault'] | null => {
  if (proof === undefined) return 'missing';
  if (proof.prunedAt !== null) return 'pruned';
  return proof.isTrue ? null : 'altered';
};
