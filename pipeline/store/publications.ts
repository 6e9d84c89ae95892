import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import { FAMILIES } from '../domain/metrics.ts';
import type { FrozenTotal } from '../domain/publication.ts';
import type { Instant } from '../domain/reading.ts';
import type { Coverage } from '../domain/totals.ts';
import type { Bilingual } from '../domain/wording.ts';
import { type KeptLine, publicationRows, readFrozenParts } from './publication-parts.ts';

/** The head of a publication: a total as it was printed, and who says so. */
export type Publication = {
  /** The first twelve digits of the hash. */
  readonly id: string;
  readonly campaignId: string;
  readonly title: string;
  readonly asOf: Instant;
  readonly knownAt: Instant;
  readonly formula: FrozenTotal['formula'];
  readonly low: number;
  readonly high: number | null;
  readonly coverage: Coverage;
  /** The sentence as printed. */
  readonly wording: Bilingual;
  readonly hash: string;
  /** Readings of all counting series behind it. */
  readonly readings: number;
  readonly author: string;
  readonly note: string;
  readonly publishedAt: Instant;
};

/** A publication whole, as it is stored; `lines` say as well whether what they were read from was kept then. */
export type StoredPublication = Publication & {
  readonly total: Omit<FrozenTotal, 'lines'> & { readonly lines: readonly KeptLine[] };
};

const instant = z.string().transform(fromDateTime64);
const count = z.coerce.number();
const amount = z.coerce.number().pipe(z.int());

const publicationsQuery = defineQuery({
  name: 'publications',
  params: z.object({ campaign: z.string(), ids: z.array(z.string()) }),
  row: z.object({
    publication_id: z.string(),
    campaign_id: z.string(),
    title: z.string(),
    as_of: instant,
    known_at: instant,
    formula: z.string(),
    formula_version: z.number(),
    families: z.array(z.enum(FAMILIES)),
    low: amount,
    high: amount.nullable(),
    expected: count,
    fresh: count,
    carried: count,
    stated: count,
    removed: count,
    held: count,
    never: count,
    wording_zh: z.string(),
    wording_en: z.string(),
    hash: z.string(),
    readings: count,
    author: z.string(),
    note: z.string(),
    published_at: instant,
  }),
});

/**
 * Appends a publication: its parts first and its head last, so that one whose writing was cut off is none. What is
 * written under a known id changes nothing: of every row the first stands.
 */
export const insertPublication = async (
  db: Database,
  { total, ...publication }: StoredPublication,
): Promise<void> => {
  const { id, publishedAt, coverage, wording, formula } = publication;
  for (const { table, columns, rows } of publicationRows(id, publishedAt, total))
    await insertRows(db, table, columns, rows);
  const row = {
    publication_id: id,
    campaign_id: publication.campaignId,
    title: publication.title,
    as_of: dateTime64(publication.asOf),
    known_at: dateTime64(publication.knownAt),
    formula: formula.id,
    formula_version: formula.version,
    families: formula.families,
    low: publication.low,
    high: publication.high,
    ...coverage,
    wording_zh: wording.zh,
    wording_en: wording.en,
    hash: publication.hash,
    readings: publication.readings,
    author: publication.author,
    note: publication.note,
    published_at: dateTime64(publishedAt),
  };
  await insertRows(db, 'publications', Object.keys(row), [row]);
};

/** The publications of a campaign (null: of all), newest first; of an id the first row. */
export const readPublications = (db: Database, campaignId: string | null): Promise<Publication[]> =>
  heads(db, { campaign: campaignId ?? '', ids: [] });

/** One publication with its lines and adjustments; null where there is none. */
export const readPublication = async (db: Database, id: string): Promise<StoredPublication | null> => {
  const [head] = await heads(db, { campaign: '', ids: [id] });
  if (!head) return null;
  const { campaignId, asOf, knownAt, formula, low, high } = head;
  const parts = await readFrozenParts(db, { id, campaignId });
  return { ...head, total: { campaignId, asOf, knownAt, formula, low, high, ...parts } };
};

const heads = async (
  db: Database,
  asked: { readonly campaign: string; readonly ids: string[] },
): Promise<Publication[]> => {
  const rows = await publicationsQuery(db, asked);
  return rows.map(row => ({
    id: row.publication_id,
    campaignId: row.campaign_id,
    title: row.title,
    asOf: row.as_of,
    knownAt: row.known_at,
    formula: { id: row.formula, version: row.formula_version, families: row.families },
    low: row.low,
    high: row.high,
    coverage: {
      expected: row.expected,
      fresh: row.fresh,
      carried: row.carried,
      stated: row.stated,
      removed: row.removed,
      held: row.held,
      never: row.never,
    },
    wording: { zh: row.wording_zh, en: row.wording_en },
    hash: row.hash,
    readings: row.readings,
    author: row.author,
    note: row.note,
    publishedAt: row.published_at,
  }));
};
