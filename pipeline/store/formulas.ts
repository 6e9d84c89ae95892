import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64 } from '../days.ts';
import type { Formula } from '../domain/formula.ts';
import { FAMILIES } from '../domain/metrics.ts';
import type { Instant } from '../domain/reading.ts';

const formulasKnown = defineQuery({
  name: 'formulas-known',
  params: z.object({ known_at: z.string() }),
  row: z
    .object({
      formula: z.string(),
      version: z.number(),
      families: z.array(z.enum(FAMILIES)),
      label_zh: z.string(),
      label_en: z.string(),
    })
    .transform(
      (row): Formula => ({
        id: row.formula,
        version: row.version,
        families: row.families,
        label: { zh: row.label_zh, en: row.label_en },
      }),
    ),
});

/** The formulas there were by K. A later version of one does not change what its name meant then. */
export const readFormulas = (db: Database, knownAt: Instant): Promise<Formula[]> =>
  formulasKnown(db, { known_at: dateTime64(knownAt) });
